/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const sov = $root.sov = (() => {

    /**
     * Namespace sov.
     * @exports sov
     * @namespace
     */
    const sov = {};

    sov.wire = (function() {

        /**
         * Namespace wire.
         * @memberof sov
         * @namespace
         */
        const wire = {};

        wire.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof sov.wire
             * @namespace
             */
            const v1 = {};

            v1.Envelope = (function() {

                /**
                 * Properties of an Envelope.
                 * @typedef {Object} sov.wire.v1.Envelope.$Properties
                 * @property {Uint8Array|null} [publicKey] Envelope publicKey
                 * @property {Uint8Array|null} [payloadType] Envelope payloadType
                 * @property {Uint8Array|null} [payload] Envelope payload
                 * @property {Uint8Array|null} [signature] Envelope signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Envelope.
                 * @memberof sov.wire.v1
                 * @interface IEnvelope
                 * @augments sov.wire.v1.Envelope.$Properties
                 * @deprecated Use sov.wire.v1.Envelope.$Properties instead.
                 */

                /**
                 * Shape of an Envelope.
                 * @typedef {sov.wire.v1.Envelope.$Properties} sov.wire.v1.Envelope.$Shape
                 */

                /**
                 * Constructs a new Envelope.
                 * @memberof sov.wire.v1
                 * @classdesc Represents an Envelope.
                 * @constructor
                 * @param {sov.wire.v1.Envelope.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Envelope = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Envelope publicKey.
                 * @member {Uint8Array} publicKey
                 * @memberof sov.wire.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.publicKey = $util.newBuffer([]);

                /**
                 * Envelope payloadType.
                 * @member {Uint8Array} payloadType
                 * @memberof sov.wire.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.payloadType = $util.newBuffer([]);

                /**
                 * Envelope payload.
                 * @member {Uint8Array} payload
                 * @memberof sov.wire.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.payload = $util.newBuffer([]);

                /**
                 * Envelope signature.
                 * @member {Uint8Array} signature
                 * @memberof sov.wire.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.signature = $util.newBuffer([]);

                /**
                 * Encodes the specified Envelope message. Does not implicitly {@link sov.wire.v1.Envelope.verify|verify} messages.
                 * @function encode
                 * @memberof sov.wire.v1.Envelope
                 * @static
                 * @param {sov.wire.v1.Envelope.$Properties} message Envelope message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Envelope.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.publicKey);
                    if (message.payloadType != null && $Object.hasOwnProperty.call(message, "payloadType") && message.payloadType.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.payloadType);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.payload);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Envelope message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.wire.v1.Envelope
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.wire.v1.Envelope & sov.wire.v1.Envelope.$Shape} Envelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Envelope.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.wire.v1.Envelope();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.publicKey = value;
                                else
                                    delete message.publicKey;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payloadType = value;
                                else
                                    delete message.payloadType;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Envelope;
            })();

            /**
             * ErrorCode enum.
             * @name sov.wire.v1.ErrorCode
             * @enum {number}
             * @property {number} ERROR_CODE_UNSPECIFIED=0 ERROR_CODE_UNSPECIFIED value
             * @property {number} ERROR_CODE_NOT_A_MEMBER=1 ERROR_CODE_NOT_A_MEMBER value
             * @property {number} ERROR_CODE_NOT_ALLOWED=2 ERROR_CODE_NOT_ALLOWED value
             * @property {number} ERROR_CODE_RATE_LIMITED=3 ERROR_CODE_RATE_LIMITED value
             * @property {number} ERROR_CODE_BAD_FRAME=4 ERROR_CODE_BAD_FRAME value
             * @property {number} ERROR_CODE_VERSION=5 ERROR_CODE_VERSION value
             * @property {number} ERROR_CODE_ENGINE_FAILED=6 ERROR_CODE_ENGINE_FAILED value
             * @property {number} ERROR_CODE_TIMEOUT=7 ERROR_CODE_TIMEOUT value
             * @property {number} ERROR_CODE_STOPPING=8 ERROR_CODE_STOPPING value
             * @property {number} ERROR_CODE_INVITE=9 ERROR_CODE_INVITE value
             * @property {number} ERROR_CODE_INTERNAL=10 ERROR_CODE_INTERNAL value
             * @property {number} ERROR_CODE_CONTEXT_OVERFLOW=11 ERROR_CODE_CONTEXT_OVERFLOW value
             * @property {number} ERROR_CODE_CANCELLED=12 ERROR_CODE_CANCELLED value
             * @property {number} ERROR_CODE_BAD_REQUEST=13 ERROR_CODE_BAD_REQUEST value
             * @property {number} ERROR_CODE_REVOKED=14 ERROR_CODE_REVOKED value
             * @property {number} ERROR_CODE_REVOCATION_STALE=15 ERROR_CODE_REVOCATION_STALE value
             */
            v1.ErrorCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ERROR_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ERROR_CODE_NOT_A_MEMBER"] = 1;
                values[valuesById[2] = "ERROR_CODE_NOT_ALLOWED"] = 2;
                values[valuesById[3] = "ERROR_CODE_RATE_LIMITED"] = 3;
                values[valuesById[4] = "ERROR_CODE_BAD_FRAME"] = 4;
                values[valuesById[5] = "ERROR_CODE_VERSION"] = 5;
                values[valuesById[6] = "ERROR_CODE_ENGINE_FAILED"] = 6;
                values[valuesById[7] = "ERROR_CODE_TIMEOUT"] = 7;
                values[valuesById[8] = "ERROR_CODE_STOPPING"] = 8;
                values[valuesById[9] = "ERROR_CODE_INVITE"] = 9;
                values[valuesById[10] = "ERROR_CODE_INTERNAL"] = 10;
                values[valuesById[11] = "ERROR_CODE_CONTEXT_OVERFLOW"] = 11;
                values[valuesById[12] = "ERROR_CODE_CANCELLED"] = 12;
                values[valuesById[13] = "ERROR_CODE_BAD_REQUEST"] = 13;
                values[valuesById[14] = "ERROR_CODE_REVOKED"] = 14;
                values[valuesById[15] = "ERROR_CODE_REVOCATION_STALE"] = 15;
                return values;
            })();

            v1.Error = (function() {

                /**
                 * Properties of an Error.
                 * @typedef {Object} sov.wire.v1.Error.$Properties
                 * @property {sov.wire.v1.ErrorCode|null} [code] Error code
                 * @property {string|null} [message] Error message
                 * @property {number|null} [retryAfterMs] Error retryAfterMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Error.
                 * @memberof sov.wire.v1
                 * @interface IError
                 * @augments sov.wire.v1.Error.$Properties
                 * @deprecated Use sov.wire.v1.Error.$Properties instead.
                 */

                /**
                 * Shape of an Error.
                 * @typedef {sov.wire.v1.Error.$Properties} sov.wire.v1.Error.$Shape
                 */

                /**
                 * Constructs a new Error.
                 * @memberof sov.wire.v1
                 * @classdesc Represents an Error.
                 * @constructor
                 * @param {sov.wire.v1.Error.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Error = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Error code.
                 * @member {sov.wire.v1.ErrorCode} code
                 * @memberof sov.wire.v1.Error
                 * @instance
                 */
                Error.prototype.code = 0;

                /**
                 * Error message.
                 * @member {string} message
                 * @memberof sov.wire.v1.Error
                 * @instance
                 */
                Error.prototype.message = "";

                /**
                 * Error retryAfterMs.
                 * @member {number} retryAfterMs
                 * @memberof sov.wire.v1.Error
                 * @instance
                 */
                Error.prototype.retryAfterMs = 0;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link sov.wire.v1.Error.verify|verify} messages.
                 * @function encode
                 * @memberof sov.wire.v1.Error
                 * @static
                 * @param {sov.wire.v1.Error.$Properties} message Error message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Error.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                    if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryAfterMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.wire.v1.Error
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.wire.v1.Error & sov.wire.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Error.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.wire.v1.Error();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterMs = value;
                                else
                                    delete message.retryAfterMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Error;
            })();

            v1.ErrorFrame = (function() {

                /**
                 * Properties of an ErrorFrame.
                 * @typedef {Object} sov.wire.v1.ErrorFrame.$Properties
                 * @property {sov.wire.v1.Error.$Properties|null} [error] ErrorFrame error
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an ErrorFrame.
                 * @memberof sov.wire.v1
                 * @interface IErrorFrame
                 * @augments sov.wire.v1.ErrorFrame.$Properties
                 * @deprecated Use sov.wire.v1.ErrorFrame.$Properties instead.
                 */

                /**
                 * Shape of an ErrorFrame.
                 * @typedef {sov.wire.v1.ErrorFrame.$Properties} sov.wire.v1.ErrorFrame.$Shape
                 */

                /**
                 * Constructs a new ErrorFrame.
                 * @memberof sov.wire.v1
                 * @classdesc Represents an ErrorFrame.
                 * @constructor
                 * @param {sov.wire.v1.ErrorFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ErrorFrame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ErrorFrame error.
                 * @member {sov.wire.v1.Error.$Properties|null|undefined} error
                 * @memberof sov.wire.v1.ErrorFrame
                 * @instance
                 */
                ErrorFrame.prototype.error = null;

                /**
                 * Encodes the specified ErrorFrame message. Does not implicitly {@link sov.wire.v1.ErrorFrame.verify|verify} messages.
                 * @function encode
                 * @memberof sov.wire.v1.ErrorFrame
                 * @static
                 * @param {sov.wire.v1.ErrorFrame.$Properties} message ErrorFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ErrorFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.sov.wire.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an ErrorFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.wire.v1.ErrorFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.wire.v1.ErrorFrame & sov.wire.v1.ErrorFrame.$Shape} ErrorFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ErrorFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.wire.v1.ErrorFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.sov.wire.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ErrorFrame;
            })();

            return v1;
        })();

        return wire;
    })();

    sov.model = (function() {

        /**
         * Namespace model.
         * @memberof sov
         * @namespace
         */
        const model = {};

        model.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof sov.model
             * @namespace
             */
            const v1 = {};

            v1.ModelManifest = (function() {

                /**
                 * Properties of a ModelManifest.
                 * @typedef {Object} sov.model.v1.ModelManifest.$Properties
                 * @property {Uint8Array|null} [fileSha256] ModelManifest fileSha256
                 * @property {Long|null} [fileBytes] ModelManifest fileBytes
                 * @property {string|null} [architecture] ModelManifest architecture
                 * @property {string|null} [quantisation] ModelManifest quantisation
                 * @property {Long|null} [parameters] ModelManifest parameters
                 * @property {Long|null} [activeParameters] ModelManifest activeParameters
                 * @property {number|null} [contextTokens] ModelManifest contextTokens
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelManifest.
                 * @memberof sov.model.v1
                 * @interface IModelManifest
                 * @augments sov.model.v1.ModelManifest.$Properties
                 * @deprecated Use sov.model.v1.ModelManifest.$Properties instead.
                 */

                /**
                 * Shape of a ModelManifest.
                 * @typedef {sov.model.v1.ModelManifest.$Properties} sov.model.v1.ModelManifest.$Shape
                 */

                /**
                 * Constructs a new ModelManifest.
                 * @memberof sov.model.v1
                 * @classdesc Represents a ModelManifest.
                 * @constructor
                 * @param {sov.model.v1.ModelManifest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelManifest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelManifest fileSha256.
                 * @member {Uint8Array} fileSha256
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.fileSha256 = $util.newBuffer([]);

                /**
                 * ModelManifest fileBytes.
                 * @member {Long} fileBytes
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.fileBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ModelManifest architecture.
                 * @member {string} architecture
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.architecture = "";

                /**
                 * ModelManifest quantisation.
                 * @member {string} quantisation
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.quantisation = "";

                /**
                 * ModelManifest parameters.
                 * @member {Long} parameters
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.parameters = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ModelManifest activeParameters.
                 * @member {Long} activeParameters
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.activeParameters = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ModelManifest contextTokens.
                 * @member {number} contextTokens
                 * @memberof sov.model.v1.ModelManifest
                 * @instance
                 */
                ModelManifest.prototype.contextTokens = 0;

                /**
                 * Encodes the specified ModelManifest message. Does not implicitly {@link sov.model.v1.ModelManifest.verify|verify} messages.
                 * @function encode
                 * @memberof sov.model.v1.ModelManifest
                 * @static
                 * @param {sov.model.v1.ModelManifest.$Properties} message ModelManifest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelManifest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fileSha256 != null && $Object.hasOwnProperty.call(message, "fileSha256") && message.fileSha256.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.fileSha256);
                    if (message.fileBytes != null && $Object.hasOwnProperty.call(message, "fileBytes") && (typeof message.fileBytes === "object" ? message.fileBytes.low || message.fileBytes.high : message.fileBytes !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fileBytes);
                    if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.architecture);
                    if (message.quantisation != null && $Object.hasOwnProperty.call(message, "quantisation") && message.quantisation !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.quantisation);
                    if (message.parameters != null && $Object.hasOwnProperty.call(message, "parameters") && (typeof message.parameters === "object" ? message.parameters.low || message.parameters.high : message.parameters !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.parameters);
                    if (message.activeParameters != null && $Object.hasOwnProperty.call(message, "activeParameters") && (typeof message.activeParameters === "object" ? message.activeParameters.low || message.activeParameters.high : message.activeParameters !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.activeParameters);
                    if (message.contextTokens != null && $Object.hasOwnProperty.call(message, "contextTokens") && message.contextTokens !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.contextTokens);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelManifest message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.model.v1.ModelManifest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.model.v1.ModelManifest & sov.model.v1.ModelManifest.$Shape} ModelManifest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelManifest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.model.v1.ModelManifest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.fileSha256 = value;
                                else
                                    delete message.fileSha256;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fileBytes = value;
                                else
                                    delete message.fileBytes;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.architecture = value;
                                else
                                    delete message.architecture;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantisation = value;
                                else
                                    delete message.quantisation;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.parameters = value;
                                else
                                    delete message.parameters;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.activeParameters = value;
                                else
                                    delete message.activeParameters;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.contextTokens = value;
                                else
                                    delete message.contextTokens;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelManifest;
            })();

            return v1;
        })();

        return model;
    })();

    sov.membership = (function() {

        /**
         * Namespace membership.
         * @memberof sov
         * @namespace
         */
        const membership = {};

        membership.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof sov.membership
             * @namespace
             */
            const v1 = {};

            v1.CoopGenesis = (function() {

                /**
                 * Properties of a CoopGenesis.
                 * @typedef {Object} sov.membership.v1.CoopGenesis.$Properties
                 * @property {string|null} [name] CoopGenesis name
                 * @property {Uint8Array|null} [root] CoopGenesis root
                 * @property {Long|null} [createdMs] CoopGenesis createdMs
                 * @property {Uint8Array|null} [nonce] CoopGenesis nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CoopGenesis.
                 * @memberof sov.membership.v1
                 * @interface ICoopGenesis
                 * @augments sov.membership.v1.CoopGenesis.$Properties
                 * @deprecated Use sov.membership.v1.CoopGenesis.$Properties instead.
                 */

                /**
                 * Shape of a CoopGenesis.
                 * @typedef {sov.membership.v1.CoopGenesis.$Properties} sov.membership.v1.CoopGenesis.$Shape
                 */

                /**
                 * Constructs a new CoopGenesis.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a CoopGenesis.
                 * @constructor
                 * @param {sov.membership.v1.CoopGenesis.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CoopGenesis = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CoopGenesis name.
                 * @member {string} name
                 * @memberof sov.membership.v1.CoopGenesis
                 * @instance
                 */
                CoopGenesis.prototype.name = "";

                /**
                 * CoopGenesis root.
                 * @member {Uint8Array} root
                 * @memberof sov.membership.v1.CoopGenesis
                 * @instance
                 */
                CoopGenesis.prototype.root = $util.newBuffer([]);

                /**
                 * CoopGenesis createdMs.
                 * @member {Long} createdMs
                 * @memberof sov.membership.v1.CoopGenesis
                 * @instance
                 */
                CoopGenesis.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * CoopGenesis nonce.
                 * @member {Uint8Array} nonce
                 * @memberof sov.membership.v1.CoopGenesis
                 * @instance
                 */
                CoopGenesis.prototype.nonce = $util.newBuffer([]);

                /**
                 * Encodes the specified CoopGenesis message. Does not implicitly {@link sov.membership.v1.CoopGenesis.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.CoopGenesis
                 * @static
                 * @param {sov.membership.v1.CoopGenesis.$Properties} message CoopGenesis message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CoopGenesis.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.root);
                    if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.createdMs);
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CoopGenesis message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.CoopGenesis
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.CoopGenesis & sov.membership.v1.CoopGenesis.$Shape} CoopGenesis
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CoopGenesis.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.CoopGenesis();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.root = value;
                                else
                                    delete message.root;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.createdMs = value;
                                else
                                    delete message.createdMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CoopGenesis;
            })();

            v1.IssuerCertificate = (function() {

                /**
                 * Properties of an IssuerCertificate.
                 * @typedef {Object} sov.membership.v1.IssuerCertificate.$Properties
                 * @property {Uint8Array|null} [networkId] IssuerCertificate networkId
                 * @property {Uint8Array|null} [issuer] IssuerCertificate issuer
                 * @property {Uint8Array|null} [serial] IssuerCertificate serial
                 * @property {Long|null} [notBeforeMs] IssuerCertificate notBeforeMs
                 * @property {Long|null} [notAfterMs] IssuerCertificate notAfterMs
                 * @property {Long|null} [maxMembershipMs] IssuerCertificate maxMembershipMs
                 * @property {Array.<string>|null} [jurisdictions] IssuerCertificate jurisdictions
                 * @property {Uint8Array|null} [node] IssuerCertificate node
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an IssuerCertificate.
                 * @memberof sov.membership.v1
                 * @interface IIssuerCertificate
                 * @augments sov.membership.v1.IssuerCertificate.$Properties
                 * @deprecated Use sov.membership.v1.IssuerCertificate.$Properties instead.
                 */

                /**
                 * Shape of an IssuerCertificate.
                 * @typedef {sov.membership.v1.IssuerCertificate.$Properties} sov.membership.v1.IssuerCertificate.$Shape
                 */

                /**
                 * Constructs a new IssuerCertificate.
                 * @memberof sov.membership.v1
                 * @classdesc Represents an IssuerCertificate.
                 * @constructor
                 * @param {sov.membership.v1.IssuerCertificate.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const IssuerCertificate = function (properties) {
                    this.jurisdictions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * IssuerCertificate networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.networkId = $util.newBuffer([]);

                /**
                 * IssuerCertificate issuer.
                 * @member {Uint8Array} issuer
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.issuer = $util.newBuffer([]);

                /**
                 * IssuerCertificate serial.
                 * @member {Uint8Array} serial
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.serial = $util.newBuffer([]);

                /**
                 * IssuerCertificate notBeforeMs.
                 * @member {Long} notBeforeMs
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.notBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * IssuerCertificate notAfterMs.
                 * @member {Long} notAfterMs
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * IssuerCertificate maxMembershipMs.
                 * @member {Long} maxMembershipMs
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.maxMembershipMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * IssuerCertificate jurisdictions.
                 * @member {Array.<string>} jurisdictions
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.jurisdictions = $util.emptyArray;

                /**
                 * IssuerCertificate node.
                 * @member {Uint8Array} node
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @instance
                 */
                IssuerCertificate.prototype.node = $util.newBuffer([]);

                /**
                 * Encodes the specified IssuerCertificate message. Does not implicitly {@link sov.membership.v1.IssuerCertificate.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @static
                 * @param {sov.membership.v1.IssuerCertificate.$Properties} message IssuerCertificate message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                IssuerCertificate.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.issuer);
                    if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && message.serial.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.serial);
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs") && (typeof message.notBeforeMs === "object" ? message.notBeforeMs.low || message.notBeforeMs.high : message.notBeforeMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.notBeforeMs);
                    if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.notAfterMs);
                    if (message.maxMembershipMs != null && $Object.hasOwnProperty.call(message, "maxMembershipMs") && (typeof message.maxMembershipMs === "object" ? message.maxMembershipMs.low || message.maxMembershipMs.high : message.maxMembershipMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.maxMembershipMs);
                    if (message.jurisdictions != null && message.jurisdictions.length)
                        for (let i = 0; i < message.jurisdictions.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).string(message.jurisdictions[i]);
                    if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.node);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an IssuerCertificate message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.IssuerCertificate
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.IssuerCertificate & sov.membership.v1.IssuerCertificate.$Shape} IssuerCertificate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                IssuerCertificate.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.IssuerCertificate();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuer = value;
                                else
                                    delete message.issuer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.serial = value;
                                else
                                    delete message.serial;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notBeforeMs = value;
                                else
                                    delete message.notBeforeMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notAfterMs = value;
                                else
                                    delete message.notAfterMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.maxMembershipMs = value;
                                else
                                    delete message.maxMembershipMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.jurisdictions && message.jurisdictions.length))
                                    message.jurisdictions = [];
                                message.jurisdictions.push(reader.stringVerify());
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.node = value;
                                else
                                    delete message.node;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return IssuerCertificate;
            })();

            v1.OrgDelegation = (function() {

                /**
                 * Properties of an OrgDelegation.
                 * @typedef {Object} sov.membership.v1.OrgDelegation.$Properties
                 * @property {Uint8Array|null} [networkId] OrgDelegation networkId
                 * @property {Uint8Array|null} [serial] OrgDelegation serial
                 * @property {Uint8Array|null} [issuer] OrgDelegation issuer
                 * @property {Uint8Array|null} [issuerCertificate] OrgDelegation issuerCertificate
                 * @property {string|null} [orgId] OrgDelegation orgId
                 * @property {string|null} [orgName] OrgDelegation orgName
                 * @property {Uint8Array|null} [delegate] OrgDelegation delegate
                 * @property {Array.<string>|null} [jurisdictions] OrgDelegation jurisdictions
                 * @property {Array.<sov.membership.v1.Role>|null} [roles] OrgDelegation roles
                 * @property {number|null} [maxNodes] OrgDelegation maxNodes
                 * @property {Long|null} [creditLimit] OrgDelegation creditLimit
                 * @property {Long|null} [creditCap] OrgDelegation creditCap
                 * @property {Long|null} [maxMembershipMs] OrgDelegation maxMembershipMs
                 * @property {Long|null} [notBeforeMs] OrgDelegation notBeforeMs
                 * @property {Long|null} [notAfterMs] OrgDelegation notAfterMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an OrgDelegation.
                 * @memberof sov.membership.v1
                 * @interface IOrgDelegation
                 * @augments sov.membership.v1.OrgDelegation.$Properties
                 * @deprecated Use sov.membership.v1.OrgDelegation.$Properties instead.
                 */

                /**
                 * Shape of an OrgDelegation.
                 * @typedef {sov.membership.v1.OrgDelegation.$Properties} sov.membership.v1.OrgDelegation.$Shape
                 */

                /**
                 * Constructs a new OrgDelegation.
                 * @memberof sov.membership.v1
                 * @classdesc Represents an OrgDelegation.
                 * @constructor
                 * @param {sov.membership.v1.OrgDelegation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const OrgDelegation = function (properties) {
                    this.jurisdictions = [];
                    this.roles = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * OrgDelegation networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.networkId = $util.newBuffer([]);

                /**
                 * OrgDelegation serial.
                 * @member {Uint8Array} serial
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.serial = $util.newBuffer([]);

                /**
                 * OrgDelegation issuer.
                 * @member {Uint8Array} issuer
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.issuer = $util.newBuffer([]);

                /**
                 * OrgDelegation issuerCertificate.
                 * @member {Uint8Array} issuerCertificate
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.issuerCertificate = $util.newBuffer([]);

                /**
                 * OrgDelegation orgId.
                 * @member {string} orgId
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.orgId = "";

                /**
                 * OrgDelegation orgName.
                 * @member {string} orgName
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.orgName = "";

                /**
                 * OrgDelegation delegate.
                 * @member {Uint8Array} delegate
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.delegate = $util.newBuffer([]);

                /**
                 * OrgDelegation jurisdictions.
                 * @member {Array.<string>} jurisdictions
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.jurisdictions = $util.emptyArray;

                /**
                 * OrgDelegation roles.
                 * @member {Array.<sov.membership.v1.Role>} roles
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.roles = $util.emptyArray;

                /**
                 * OrgDelegation maxNodes.
                 * @member {number} maxNodes
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.maxNodes = 0;

                /**
                 * OrgDelegation creditLimit.
                 * @member {Long} creditLimit
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.creditLimit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * OrgDelegation creditCap.
                 * @member {Long} creditCap
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.creditCap = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * OrgDelegation maxMembershipMs.
                 * @member {Long} maxMembershipMs
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.maxMembershipMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * OrgDelegation notBeforeMs.
                 * @member {Long} notBeforeMs
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.notBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * OrgDelegation notAfterMs.
                 * @member {Long} notAfterMs
                 * @memberof sov.membership.v1.OrgDelegation
                 * @instance
                 */
                OrgDelegation.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified OrgDelegation message. Does not implicitly {@link sov.membership.v1.OrgDelegation.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.OrgDelegation
                 * @static
                 * @param {sov.membership.v1.OrgDelegation.$Properties} message OrgDelegation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                OrgDelegation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && message.serial.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.serial);
                    if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.issuer);
                    if (message.issuerCertificate != null && $Object.hasOwnProperty.call(message, "issuerCertificate") && message.issuerCertificate.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.issuerCertificate);
                    if (message.orgId != null && $Object.hasOwnProperty.call(message, "orgId") && message.orgId !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.orgId);
                    if (message.orgName != null && $Object.hasOwnProperty.call(message, "orgName") && message.orgName !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.orgName);
                    if (message.delegate != null && $Object.hasOwnProperty.call(message, "delegate") && message.delegate.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.delegate);
                    if (message.jurisdictions != null && message.jurisdictions.length)
                        for (let i = 0; i < message.jurisdictions.length; ++i)
                            writer.uint32(/* id 8, wireType 2 =*/66).string(message.jurisdictions[i]);
                    if (message.roles != null && message.roles.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).int32s(message.roles);
                    if (message.maxNodes != null && $Object.hasOwnProperty.call(message, "maxNodes") && message.maxNodes !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.maxNodes);
                    if (message.creditLimit != null && $Object.hasOwnProperty.call(message, "creditLimit") && (typeof message.creditLimit === "object" ? message.creditLimit.low || message.creditLimit.high : message.creditLimit !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.creditLimit);
                    if (message.creditCap != null && $Object.hasOwnProperty.call(message, "creditCap") && (typeof message.creditCap === "object" ? message.creditCap.low || message.creditCap.high : message.creditCap !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.creditCap);
                    if (message.maxMembershipMs != null && $Object.hasOwnProperty.call(message, "maxMembershipMs") && (typeof message.maxMembershipMs === "object" ? message.maxMembershipMs.low || message.maxMembershipMs.high : message.maxMembershipMs !== 0))
                        writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.maxMembershipMs);
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs") && (typeof message.notBeforeMs === "object" ? message.notBeforeMs.low || message.notBeforeMs.high : message.notBeforeMs !== 0))
                        writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.notBeforeMs);
                    if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                        writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.notAfterMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an OrgDelegation message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.OrgDelegation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.OrgDelegation & sov.membership.v1.OrgDelegation.$Shape} OrgDelegation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                OrgDelegation.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.OrgDelegation();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.serial = value;
                                else
                                    delete message.serial;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuer = value;
                                else
                                    delete message.issuer;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuerCertificate = value;
                                else
                                    delete message.issuerCertificate;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.orgId = value;
                                else
                                    delete message.orgId;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.orgName = value;
                                else
                                    delete message.orgName;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.delegate = value;
                                else
                                    delete message.delegate;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.jurisdictions && message.jurisdictions.length))
                                    message.jurisdictions = [];
                                message.jurisdictions.push(reader.stringVerify());
                                continue;
                            }
                        case 9: {
                                if (wireType === 2) {
                                    if (!(message.roles && message.roles.length))
                                        message.roles = [];
                                    reader.int32s(message.roles);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.roles && message.roles.length))
                                    message.roles = [];
                                message.roles.push(reader.int32());
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxNodes = value;
                                else
                                    delete message.maxNodes;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.creditLimit = value;
                                else
                                    delete message.creditLimit;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.creditCap = value;
                                else
                                    delete message.creditCap;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.maxMembershipMs = value;
                                else
                                    delete message.maxMembershipMs;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notBeforeMs = value;
                                else
                                    delete message.notBeforeMs;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notAfterMs = value;
                                else
                                    delete message.notAfterMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OrgDelegation;
            })();

            v1.Lifetimes = (function() {

                /**
                 * Properties of a Lifetimes.
                 * @typedef {Object} sov.membership.v1.Lifetimes.$Properties
                 * @property {Uint8Array|null} [networkId] Lifetimes networkId
                 * @property {number|null} [version] Lifetimes version
                 * @property {Long|null} [effectiveMs] Lifetimes effectiveMs
                 * @property {Long|null} [membershipMs] Lifetimes membershipMs
                 * @property {Long|null} [renewalMs] Lifetimes renewalMs
                 * @property {Long|null} [revocationMs] Lifetimes revocationMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Lifetimes.
                 * @memberof sov.membership.v1
                 * @interface ILifetimes
                 * @augments sov.membership.v1.Lifetimes.$Properties
                 * @deprecated Use sov.membership.v1.Lifetimes.$Properties instead.
                 */

                /**
                 * Shape of a Lifetimes.
                 * @typedef {sov.membership.v1.Lifetimes.$Properties} sov.membership.v1.Lifetimes.$Shape
                 */

                /**
                 * Constructs a new Lifetimes.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a Lifetimes.
                 * @constructor
                 * @param {sov.membership.v1.Lifetimes.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Lifetimes = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Lifetimes networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.Lifetimes
                 * @instance
                 */
                Lifetimes.prototype.networkId = $util.newBuffer([]);

                /**
                 * Lifetimes version.
                 * @member {number} version
                 * @memberof sov.membership.v1.Lifetimes
                 * @instance
                 */
                Lifetimes.prototype.version = 0;

                /**
                 * Lifetimes effectiveMs.
                 * @member {Long} effectiveMs
                 * @memberof sov.membership.v1.Lifetimes
                 * @instance
                 */
                Lifetimes.prototype.effectiveMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Lifetimes membershipMs.
                 * @member {Long} membershipMs
                 * @memberof sov.membership.v1.Lifetimes
                 * @instance
                 */
                Lifetimes.prototype.membershipMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Lifetimes renewalMs.
                 * @member {Long} renewalMs
                 * @memberof sov.membership.v1.Lifetimes
                 * @instance
                 */
                Lifetimes.prototype.renewalMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Lifetimes revocationMs.
                 * @member {Long} revocationMs
                 * @memberof sov.membership.v1.Lifetimes
                 * @instance
                 */
                Lifetimes.prototype.revocationMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified Lifetimes message. Does not implicitly {@link sov.membership.v1.Lifetimes.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.Lifetimes
                 * @static
                 * @param {sov.membership.v1.Lifetimes.$Properties} message Lifetimes message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Lifetimes.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
                    if (message.effectiveMs != null && $Object.hasOwnProperty.call(message, "effectiveMs") && (typeof message.effectiveMs === "object" ? message.effectiveMs.low || message.effectiveMs.high : message.effectiveMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.effectiveMs);
                    if (message.membershipMs != null && $Object.hasOwnProperty.call(message, "membershipMs") && (typeof message.membershipMs === "object" ? message.membershipMs.low || message.membershipMs.high : message.membershipMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.membershipMs);
                    if (message.renewalMs != null && $Object.hasOwnProperty.call(message, "renewalMs") && (typeof message.renewalMs === "object" ? message.renewalMs.low || message.renewalMs.high : message.renewalMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.renewalMs);
                    if (message.revocationMs != null && $Object.hasOwnProperty.call(message, "revocationMs") && (typeof message.revocationMs === "object" ? message.revocationMs.low || message.revocationMs.high : message.revocationMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.revocationMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Lifetimes message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.Lifetimes
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.Lifetimes & sov.membership.v1.Lifetimes.$Shape} Lifetimes
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Lifetimes.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.Lifetimes();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.effectiveMs = value;
                                else
                                    delete message.effectiveMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.membershipMs = value;
                                else
                                    delete message.membershipMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.renewalMs = value;
                                else
                                    delete message.renewalMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.revocationMs = value;
                                else
                                    delete message.revocationMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Lifetimes;
            })();

            v1.RevocationList = (function() {

                /**
                 * Properties of a RevocationList.
                 * @typedef {Object} sov.membership.v1.RevocationList.$Properties
                 * @property {Uint8Array|null} [networkId] RevocationList networkId
                 * @property {Uint8Array|null} [issuer] RevocationList issuer
                 * @property {Uint8Array|null} [issuerCertificate] RevocationList issuerCertificate
                 * @property {Long|null} [sequence] RevocationList sequence
                 * @property {Long|null} [updatedMs] RevocationList updatedMs
                 * @property {Array.<sov.membership.v1.Revocation.$Properties>|null} [revocations] RevocationList revocations
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RevocationList.
                 * @memberof sov.membership.v1
                 * @interface IRevocationList
                 * @augments sov.membership.v1.RevocationList.$Properties
                 * @deprecated Use sov.membership.v1.RevocationList.$Properties instead.
                 */

                /**
                 * Shape of a RevocationList.
                 * @typedef {sov.membership.v1.RevocationList.$Properties} sov.membership.v1.RevocationList.$Shape
                 */

                /**
                 * Constructs a new RevocationList.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a RevocationList.
                 * @constructor
                 * @param {sov.membership.v1.RevocationList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RevocationList = function (properties) {
                    this.revocations = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RevocationList networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.RevocationList
                 * @instance
                 */
                RevocationList.prototype.networkId = $util.newBuffer([]);

                /**
                 * RevocationList issuer.
                 * @member {Uint8Array} issuer
                 * @memberof sov.membership.v1.RevocationList
                 * @instance
                 */
                RevocationList.prototype.issuer = $util.newBuffer([]);

                /**
                 * RevocationList issuerCertificate.
                 * @member {Uint8Array} issuerCertificate
                 * @memberof sov.membership.v1.RevocationList
                 * @instance
                 */
                RevocationList.prototype.issuerCertificate = $util.newBuffer([]);

                /**
                 * RevocationList sequence.
                 * @member {Long} sequence
                 * @memberof sov.membership.v1.RevocationList
                 * @instance
                 */
                RevocationList.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * RevocationList updatedMs.
                 * @member {Long} updatedMs
                 * @memberof sov.membership.v1.RevocationList
                 * @instance
                 */
                RevocationList.prototype.updatedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * RevocationList revocations.
                 * @member {Array.<sov.membership.v1.Revocation.$Properties>} revocations
                 * @memberof sov.membership.v1.RevocationList
                 * @instance
                 */
                RevocationList.prototype.revocations = $util.emptyArray;

                /**
                 * Encodes the specified RevocationList message. Does not implicitly {@link sov.membership.v1.RevocationList.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.RevocationList
                 * @static
                 * @param {sov.membership.v1.RevocationList.$Properties} message RevocationList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RevocationList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.issuer);
                    if (message.issuerCertificate != null && $Object.hasOwnProperty.call(message, "issuerCertificate") && message.issuerCertificate.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.issuerCertificate);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.sequence);
                    if (message.updatedMs != null && $Object.hasOwnProperty.call(message, "updatedMs") && (typeof message.updatedMs === "object" ? message.updatedMs.low || message.updatedMs.high : message.updatedMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.updatedMs);
                    if (message.revocations != null && message.revocations.length)
                        for (let i = 0; i < message.revocations.length; ++i)
                            $root.sov.membership.v1.Revocation.encode(message.revocations[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RevocationList message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.RevocationList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.RevocationList & sov.membership.v1.RevocationList.$Shape} RevocationList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RevocationList.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.RevocationList();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuer = value;
                                else
                                    delete message.issuer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuerCertificate = value;
                                else
                                    delete message.issuerCertificate;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.updatedMs = value;
                                else
                                    delete message.updatedMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.revocations && message.revocations.length))
                                    message.revocations = [];
                                message.revocations.push($root.sov.membership.v1.Revocation.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RevocationList;
            })();

            v1.Revocation = (function() {

                /**
                 * Properties of a Revocation.
                 * @typedef {Object} sov.membership.v1.Revocation.$Properties
                 * @property {Uint8Array|null} [serial] Revocation serial
                 * @property {Uint8Array|null} [peer] Revocation peer
                 * @property {string|null} [orgId] Revocation orgId
                 * @property {Uint8Array|null} [issuer] Revocation issuer
                 * @property {Long|null} [sinceMs] Revocation sinceMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Revocation.
                 * @memberof sov.membership.v1
                 * @interface IRevocation
                 * @augments sov.membership.v1.Revocation.$Properties
                 * @deprecated Use sov.membership.v1.Revocation.$Properties instead.
                 */

                /**
                 * Shape of a Revocation.
                 * @typedef {sov.membership.v1.Revocation.$Properties} sov.membership.v1.Revocation.$Shape
                 */

                /**
                 * Constructs a new Revocation.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a Revocation.
                 * @constructor
                 * @param {sov.membership.v1.Revocation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Revocation = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Revocation serial.
                 * @member {Uint8Array} serial
                 * @memberof sov.membership.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.serial = $util.newBuffer([]);

                /**
                 * Revocation peer.
                 * @member {Uint8Array} peer
                 * @memberof sov.membership.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.peer = $util.newBuffer([]);

                /**
                 * Revocation orgId.
                 * @member {string} orgId
                 * @memberof sov.membership.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.orgId = "";

                /**
                 * Revocation issuer.
                 * @member {Uint8Array} issuer
                 * @memberof sov.membership.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.issuer = $util.newBuffer([]);

                /**
                 * Revocation sinceMs.
                 * @member {Long} sinceMs
                 * @memberof sov.membership.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified Revocation message. Does not implicitly {@link sov.membership.v1.Revocation.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.Revocation
                 * @static
                 * @param {sov.membership.v1.Revocation.$Properties} message Revocation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Revocation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && message.serial.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.serial);
                    if (message.peer != null && $Object.hasOwnProperty.call(message, "peer") && message.peer.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.peer);
                    if (message.orgId != null && $Object.hasOwnProperty.call(message, "orgId") && message.orgId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.orgId);
                    if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.issuer);
                    if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.sinceMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Revocation message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.Revocation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.Revocation & sov.membership.v1.Revocation.$Shape} Revocation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Revocation.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.Revocation();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.serial = value;
                                else
                                    delete message.serial;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.peer = value;
                                else
                                    delete message.peer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.orgId = value;
                                else
                                    delete message.orgId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuer = value;
                                else
                                    delete message.issuer;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sinceMs = value;
                                else
                                    delete message.sinceMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Revocation;
            })();

            /**
             * Role enum.
             * @name sov.membership.v1.Role
             * @enum {number}
             * @property {number} ROLE_UNSPECIFIED=0 ROLE_UNSPECIFIED value
             * @property {number} ROLE_PROVIDER=1 ROLE_PROVIDER value
             * @property {number} ROLE_CONSUMER=2 ROLE_CONSUMER value
             * @property {number} ROLE_AUDITOR=3 ROLE_AUDITOR value
             */
            v1.Role = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ROLE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ROLE_PROVIDER"] = 1;
                values[valuesById[2] = "ROLE_CONSUMER"] = 2;
                values[valuesById[3] = "ROLE_AUDITOR"] = 3;
                return values;
            })();

            /**
             * LogPolicy enum.
             * @name sov.membership.v1.LogPolicy
             * @enum {number}
             * @property {number} LOG_POLICY_UNSPECIFIED=0 LOG_POLICY_UNSPECIFIED value
             * @property {number} LOG_POLICY_NO_PROMPTS=1 LOG_POLICY_NO_PROMPTS value
             */
            v1.LogPolicy = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "LOG_POLICY_UNSPECIFIED"] = 0;
                values[valuesById[1] = "LOG_POLICY_NO_PROMPTS"] = 1;
                return values;
            })();

            v1.MembershipCredential = (function() {

                /**
                 * Properties of a MembershipCredential.
                 * @typedef {Object} sov.membership.v1.MembershipCredential.$Properties
                 * @property {Uint8Array|null} [networkId] MembershipCredential networkId
                 * @property {Uint8Array|null} [serial] MembershipCredential serial
                 * @property {Uint8Array|null} [issuer] MembershipCredential issuer
                 * @property {Uint8Array|null} [issuerCertificate] MembershipCredential issuerCertificate
                 * @property {Uint8Array|null} [subject] MembershipCredential subject
                 * @property {string|null} [orgId] MembershipCredential orgId
                 * @property {string|null} [orgName] MembershipCredential orgName
                 * @property {string|null} [jurisdiction] MembershipCredential jurisdiction
                 * @property {number|null} [evidenceLevel] MembershipCredential evidenceLevel
                 * @property {Uint8Array|null} [evidenceRef] MembershipCredential evidenceRef
                 * @property {Array.<sov.membership.v1.Role>|null} [roles] MembershipCredential roles
                 * @property {number|null} [maxConcurrent] MembershipCredential maxConcurrent
                 * @property {sov.membership.v1.LogPolicy|null} [logPolicy] MembershipCredential logPolicy
                 * @property {Long|null} [notBeforeMs] MembershipCredential notBeforeMs
                 * @property {Long|null} [notAfterMs] MembershipCredential notAfterMs
                 * @property {Uint8Array|null} [delegation] MembershipCredential delegation
                 * @property {number|null} [seat] MembershipCredential seat
                 * @property {Long|null} [evidenceDateMs] MembershipCredential evidenceDateMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MembershipCredential.
                 * @memberof sov.membership.v1
                 * @interface IMembershipCredential
                 * @augments sov.membership.v1.MembershipCredential.$Properties
                 * @deprecated Use sov.membership.v1.MembershipCredential.$Properties instead.
                 */

                /**
                 * Shape of a MembershipCredential.
                 * @typedef {sov.membership.v1.MembershipCredential.$Properties} sov.membership.v1.MembershipCredential.$Shape
                 */

                /**
                 * Constructs a new MembershipCredential.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a MembershipCredential.
                 * @constructor
                 * @param {sov.membership.v1.MembershipCredential.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MembershipCredential = function (properties) {
                    this.roles = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MembershipCredential networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.networkId = $util.newBuffer([]);

                /**
                 * MembershipCredential serial.
                 * @member {Uint8Array} serial
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.serial = $util.newBuffer([]);

                /**
                 * MembershipCredential issuer.
                 * @member {Uint8Array} issuer
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.issuer = $util.newBuffer([]);

                /**
                 * MembershipCredential issuerCertificate.
                 * @member {Uint8Array} issuerCertificate
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.issuerCertificate = $util.newBuffer([]);

                /**
                 * MembershipCredential subject.
                 * @member {Uint8Array} subject
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.subject = $util.newBuffer([]);

                /**
                 * MembershipCredential orgId.
                 * @member {string} orgId
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.orgId = "";

                /**
                 * MembershipCredential orgName.
                 * @member {string} orgName
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.orgName = "";

                /**
                 * MembershipCredential jurisdiction.
                 * @member {string} jurisdiction
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.jurisdiction = "";

                /**
                 * MembershipCredential evidenceLevel.
                 * @member {number} evidenceLevel
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.evidenceLevel = 0;

                /**
                 * MembershipCredential evidenceRef.
                 * @member {Uint8Array} evidenceRef
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.evidenceRef = $util.newBuffer([]);

                /**
                 * MembershipCredential roles.
                 * @member {Array.<sov.membership.v1.Role>} roles
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.roles = $util.emptyArray;

                /**
                 * MembershipCredential maxConcurrent.
                 * @member {number} maxConcurrent
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.maxConcurrent = 0;

                /**
                 * MembershipCredential logPolicy.
                 * @member {sov.membership.v1.LogPolicy} logPolicy
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.logPolicy = 0;

                /**
                 * MembershipCredential notBeforeMs.
                 * @member {Long} notBeforeMs
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.notBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * MembershipCredential notAfterMs.
                 * @member {Long} notAfterMs
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * MembershipCredential delegation.
                 * @member {Uint8Array} delegation
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.delegation = $util.newBuffer([]);

                /**
                 * MembershipCredential seat.
                 * @member {number} seat
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.seat = 0;

                /**
                 * MembershipCredential evidenceDateMs.
                 * @member {Long} evidenceDateMs
                 * @memberof sov.membership.v1.MembershipCredential
                 * @instance
                 */
                MembershipCredential.prototype.evidenceDateMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified MembershipCredential message. Does not implicitly {@link sov.membership.v1.MembershipCredential.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.MembershipCredential
                 * @static
                 * @param {sov.membership.v1.MembershipCredential.$Properties} message MembershipCredential message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MembershipCredential.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && message.serial.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.serial);
                    if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.issuer);
                    if (message.issuerCertificate != null && $Object.hasOwnProperty.call(message, "issuerCertificate") && message.issuerCertificate.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.issuerCertificate);
                    if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.subject);
                    if (message.orgId != null && $Object.hasOwnProperty.call(message, "orgId") && message.orgId !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.orgId);
                    if (message.orgName != null && $Object.hasOwnProperty.call(message, "orgName") && message.orgName !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.orgName);
                    if (message.jurisdiction != null && $Object.hasOwnProperty.call(message, "jurisdiction") && message.jurisdiction !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.jurisdiction);
                    if (message.evidenceLevel != null && $Object.hasOwnProperty.call(message, "evidenceLevel") && message.evidenceLevel !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.evidenceLevel);
                    if (message.evidenceRef != null && $Object.hasOwnProperty.call(message, "evidenceRef") && message.evidenceRef.length)
                        writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.evidenceRef);
                    if (message.roles != null && message.roles.length)
                        writer.uint32(/* id 11, wireType 2 =*/90).int32s(message.roles);
                    if (message.maxConcurrent != null && $Object.hasOwnProperty.call(message, "maxConcurrent") && message.maxConcurrent !== 0)
                        writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.maxConcurrent);
                    if (message.logPolicy != null && $Object.hasOwnProperty.call(message, "logPolicy") && message.logPolicy !== 0)
                        writer.uint32(/* id 13, wireType 0 =*/104).int32(message.logPolicy);
                    if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs") && (typeof message.notBeforeMs === "object" ? message.notBeforeMs.low || message.notBeforeMs.high : message.notBeforeMs !== 0))
                        writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.notBeforeMs);
                    if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                        writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.notAfterMs);
                    if (message.delegation != null && $Object.hasOwnProperty.call(message, "delegation") && message.delegation.length)
                        writer.uint32(/* id 16, wireType 2 =*/130).bytes(message.delegation);
                    if (message.seat != null && $Object.hasOwnProperty.call(message, "seat") && message.seat !== 0)
                        writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.seat);
                    if (message.evidenceDateMs != null && $Object.hasOwnProperty.call(message, "evidenceDateMs") && (typeof message.evidenceDateMs === "object" ? message.evidenceDateMs.low || message.evidenceDateMs.high : message.evidenceDateMs !== 0))
                        writer.uint32(/* id 18, wireType 0 =*/144).uint64(message.evidenceDateMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MembershipCredential message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.MembershipCredential
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.MembershipCredential & sov.membership.v1.MembershipCredential.$Shape} MembershipCredential
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MembershipCredential.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.MembershipCredential();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.serial = value;
                                else
                                    delete message.serial;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuer = value;
                                else
                                    delete message.issuer;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuerCertificate = value;
                                else
                                    delete message.issuerCertificate;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.subject = value;
                                else
                                    delete message.subject;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.orgId = value;
                                else
                                    delete message.orgId;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.orgName = value;
                                else
                                    delete message.orgName;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jurisdiction = value;
                                else
                                    delete message.jurisdiction;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.evidenceLevel = value;
                                else
                                    delete message.evidenceLevel;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.evidenceRef = value;
                                else
                                    delete message.evidenceRef;
                                continue;
                            }
                        case 11: {
                                if (wireType === 2) {
                                    if (!(message.roles && message.roles.length))
                                        message.roles = [];
                                    reader.int32s(message.roles);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.roles && message.roles.length))
                                    message.roles = [];
                                message.roles.push(reader.int32());
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxConcurrent = value;
                                else
                                    delete message.maxConcurrent;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.logPolicy = value;
                                else
                                    delete message.logPolicy;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notBeforeMs = value;
                                else
                                    delete message.notBeforeMs;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.notAfterMs = value;
                                else
                                    delete message.notAfterMs;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.delegation = value;
                                else
                                    delete message.delegation;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.seat = value;
                                else
                                    delete message.seat;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.evidenceDateMs = value;
                                else
                                    delete message.evidenceDateMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return MembershipCredential;
            })();

            v1.GroupDefinition = (function() {

                /**
                 * Properties of a GroupDefinition.
                 * @typedef {Object} sov.membership.v1.GroupDefinition.$Properties
                 * @property {Uint8Array|null} [networkId] GroupDefinition networkId
                 * @property {string|null} [name] GroupDefinition name
                 * @property {number|null} [version] GroupDefinition version
                 * @property {Long|null} [effectiveMs] GroupDefinition effectiveMs
                 * @property {Array.<string>|null} [jurisdictions] GroupDefinition jurisdictions
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GroupDefinition.
                 * @memberof sov.membership.v1
                 * @interface IGroupDefinition
                 * @augments sov.membership.v1.GroupDefinition.$Properties
                 * @deprecated Use sov.membership.v1.GroupDefinition.$Properties instead.
                 */

                /**
                 * Shape of a GroupDefinition.
                 * @typedef {sov.membership.v1.GroupDefinition.$Properties} sov.membership.v1.GroupDefinition.$Shape
                 */

                /**
                 * Constructs a new GroupDefinition.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a GroupDefinition.
                 * @constructor
                 * @param {sov.membership.v1.GroupDefinition.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GroupDefinition = function (properties) {
                    this.jurisdictions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GroupDefinition networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.GroupDefinition
                 * @instance
                 */
                GroupDefinition.prototype.networkId = $util.newBuffer([]);

                /**
                 * GroupDefinition name.
                 * @member {string} name
                 * @memberof sov.membership.v1.GroupDefinition
                 * @instance
                 */
                GroupDefinition.prototype.name = "";

                /**
                 * GroupDefinition version.
                 * @member {number} version
                 * @memberof sov.membership.v1.GroupDefinition
                 * @instance
                 */
                GroupDefinition.prototype.version = 0;

                /**
                 * GroupDefinition effectiveMs.
                 * @member {Long} effectiveMs
                 * @memberof sov.membership.v1.GroupDefinition
                 * @instance
                 */
                GroupDefinition.prototype.effectiveMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GroupDefinition jurisdictions.
                 * @member {Array.<string>} jurisdictions
                 * @memberof sov.membership.v1.GroupDefinition
                 * @instance
                 */
                GroupDefinition.prototype.jurisdictions = $util.emptyArray;

                /**
                 * Encodes the specified GroupDefinition message. Does not implicitly {@link sov.membership.v1.GroupDefinition.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.GroupDefinition
                 * @static
                 * @param {sov.membership.v1.GroupDefinition.$Properties} message GroupDefinition message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GroupDefinition.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.version);
                    if (message.effectiveMs != null && $Object.hasOwnProperty.call(message, "effectiveMs") && (typeof message.effectiveMs === "object" ? message.effectiveMs.low || message.effectiveMs.high : message.effectiveMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.effectiveMs);
                    if (message.jurisdictions != null && message.jurisdictions.length)
                        for (let i = 0; i < message.jurisdictions.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.jurisdictions[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GroupDefinition message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.GroupDefinition
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.GroupDefinition & sov.membership.v1.GroupDefinition.$Shape} GroupDefinition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GroupDefinition.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.GroupDefinition();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.effectiveMs = value;
                                else
                                    delete message.effectiveMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.jurisdictions && message.jurisdictions.length))
                                    message.jurisdictions = [];
                                message.jurisdictions.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GroupDefinition;
            })();

            v1.CredentialChain = (function() {

                /**
                 * Properties of a CredentialChain.
                 * @typedef {Object} sov.membership.v1.CredentialChain.$Properties
                 * @property {Uint8Array|null} [genesis] CredentialChain genesis
                 * @property {Uint8Array|null} [issuerCertificate] CredentialChain issuerCertificate
                 * @property {Uint8Array|null} [delegation] CredentialChain delegation
                 * @property {Uint8Array|null} [membership] CredentialChain membership
                 * @property {Uint8Array|null} [delegationIssuerCertificate] CredentialChain delegationIssuerCertificate
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CredentialChain.
                 * @memberof sov.membership.v1
                 * @interface ICredentialChain
                 * @augments sov.membership.v1.CredentialChain.$Properties
                 * @deprecated Use sov.membership.v1.CredentialChain.$Properties instead.
                 */

                /**
                 * Shape of a CredentialChain.
                 * @typedef {sov.membership.v1.CredentialChain.$Properties} sov.membership.v1.CredentialChain.$Shape
                 */

                /**
                 * Constructs a new CredentialChain.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a CredentialChain.
                 * @constructor
                 * @param {sov.membership.v1.CredentialChain.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CredentialChain = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CredentialChain genesis.
                 * @member {Uint8Array} genesis
                 * @memberof sov.membership.v1.CredentialChain
                 * @instance
                 */
                CredentialChain.prototype.genesis = $util.newBuffer([]);

                /**
                 * CredentialChain issuerCertificate.
                 * @member {Uint8Array} issuerCertificate
                 * @memberof sov.membership.v1.CredentialChain
                 * @instance
                 */
                CredentialChain.prototype.issuerCertificate = $util.newBuffer([]);

                /**
                 * CredentialChain delegation.
                 * @member {Uint8Array} delegation
                 * @memberof sov.membership.v1.CredentialChain
                 * @instance
                 */
                CredentialChain.prototype.delegation = $util.newBuffer([]);

                /**
                 * CredentialChain membership.
                 * @member {Uint8Array} membership
                 * @memberof sov.membership.v1.CredentialChain
                 * @instance
                 */
                CredentialChain.prototype.membership = $util.newBuffer([]);

                /**
                 * CredentialChain delegationIssuerCertificate.
                 * @member {Uint8Array} delegationIssuerCertificate
                 * @memberof sov.membership.v1.CredentialChain
                 * @instance
                 */
                CredentialChain.prototype.delegationIssuerCertificate = $util.newBuffer([]);

                /**
                 * Encodes the specified CredentialChain message. Does not implicitly {@link sov.membership.v1.CredentialChain.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.CredentialChain
                 * @static
                 * @param {sov.membership.v1.CredentialChain.$Properties} message CredentialChain message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CredentialChain.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.genesis != null && $Object.hasOwnProperty.call(message, "genesis") && message.genesis.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.genesis);
                    if (message.issuerCertificate != null && $Object.hasOwnProperty.call(message, "issuerCertificate") && message.issuerCertificate.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.issuerCertificate);
                    if (message.delegation != null && $Object.hasOwnProperty.call(message, "delegation") && message.delegation.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.delegation);
                    if (message.membership != null && $Object.hasOwnProperty.call(message, "membership") && message.membership.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.membership);
                    if (message.delegationIssuerCertificate != null && $Object.hasOwnProperty.call(message, "delegationIssuerCertificate") && message.delegationIssuerCertificate.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.delegationIssuerCertificate);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CredentialChain message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.CredentialChain
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.CredentialChain & sov.membership.v1.CredentialChain.$Shape} CredentialChain
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CredentialChain.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.CredentialChain();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.genesis = value;
                                else
                                    delete message.genesis;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuerCertificate = value;
                                else
                                    delete message.issuerCertificate;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.delegation = value;
                                else
                                    delete message.delegation;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.membership = value;
                                else
                                    delete message.membership;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.delegationIssuerCertificate = value;
                                else
                                    delete message.delegationIssuerCertificate;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CredentialChain;
            })();

            v1.CoopBundle = (function() {

                /**
                 * Properties of a CoopBundle.
                 * @typedef {Object} sov.membership.v1.CoopBundle.$Properties
                 * @property {Uint8Array|null} [genesis] CoopBundle genesis
                 * @property {Array.<Uint8Array>|null} [issuerCertificates] CoopBundle issuerCertificates
                 * @property {Array.<Uint8Array>|null} [groups] CoopBundle groups
                 * @property {Array.<Uint8Array>|null} [priceTables] CoopBundle priceTables
                 * @property {Array.<Uint8Array>|null} [revocationLists] CoopBundle revocationLists
                 * @property {Array.<Uint8Array>|null} [delegations] CoopBundle delegations
                 * @property {Array.<Uint8Array>|null} [lifetimes] CoopBundle lifetimes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CoopBundle.
                 * @memberof sov.membership.v1
                 * @interface ICoopBundle
                 * @augments sov.membership.v1.CoopBundle.$Properties
                 * @deprecated Use sov.membership.v1.CoopBundle.$Properties instead.
                 */

                /**
                 * Shape of a CoopBundle.
                 * @typedef {sov.membership.v1.CoopBundle.$Properties} sov.membership.v1.CoopBundle.$Shape
                 */

                /**
                 * Constructs a new CoopBundle.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a CoopBundle.
                 * @constructor
                 * @param {sov.membership.v1.CoopBundle.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CoopBundle = function (properties) {
                    this.issuerCertificates = [];
                    this.groups = [];
                    this.priceTables = [];
                    this.revocationLists = [];
                    this.delegations = [];
                    this.lifetimes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CoopBundle genesis.
                 * @member {Uint8Array} genesis
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.genesis = $util.newBuffer([]);

                /**
                 * CoopBundle issuerCertificates.
                 * @member {Array.<Uint8Array>} issuerCertificates
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.issuerCertificates = $util.emptyArray;

                /**
                 * CoopBundle groups.
                 * @member {Array.<Uint8Array>} groups
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.groups = $util.emptyArray;

                /**
                 * CoopBundle priceTables.
                 * @member {Array.<Uint8Array>} priceTables
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.priceTables = $util.emptyArray;

                /**
                 * CoopBundle revocationLists.
                 * @member {Array.<Uint8Array>} revocationLists
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.revocationLists = $util.emptyArray;

                /**
                 * CoopBundle delegations.
                 * @member {Array.<Uint8Array>} delegations
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.delegations = $util.emptyArray;

                /**
                 * CoopBundle lifetimes.
                 * @member {Array.<Uint8Array>} lifetimes
                 * @memberof sov.membership.v1.CoopBundle
                 * @instance
                 */
                CoopBundle.prototype.lifetimes = $util.emptyArray;

                /**
                 * Encodes the specified CoopBundle message. Does not implicitly {@link sov.membership.v1.CoopBundle.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.CoopBundle
                 * @static
                 * @param {sov.membership.v1.CoopBundle.$Properties} message CoopBundle message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CoopBundle.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.genesis != null && $Object.hasOwnProperty.call(message, "genesis") && message.genesis.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.genesis);
                    if (message.issuerCertificates != null && message.issuerCertificates.length)
                        for (let i = 0; i < message.issuerCertificates.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.issuerCertificates[i]);
                    if (message.groups != null && message.groups.length)
                        for (let i = 0; i < message.groups.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.groups[i]);
                    if (message.priceTables != null && message.priceTables.length)
                        for (let i = 0; i < message.priceTables.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.priceTables[i]);
                    if (message.revocationLists != null && message.revocationLists.length)
                        for (let i = 0; i < message.revocationLists.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.revocationLists[i]);
                    if (message.delegations != null && message.delegations.length)
                        for (let i = 0; i < message.delegations.length; ++i)
                            writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.delegations[i]);
                    if (message.lifetimes != null && message.lifetimes.length)
                        for (let i = 0; i < message.lifetimes.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.lifetimes[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CoopBundle message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.CoopBundle
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.CoopBundle & sov.membership.v1.CoopBundle.$Shape} CoopBundle
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CoopBundle.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.CoopBundle();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.genesis = value;
                                else
                                    delete message.genesis;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.issuerCertificates && message.issuerCertificates.length))
                                    message.issuerCertificates = [];
                                message.issuerCertificates.push(reader.bytes());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.groups && message.groups.length))
                                    message.groups = [];
                                message.groups.push(reader.bytes());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.priceTables && message.priceTables.length))
                                    message.priceTables = [];
                                message.priceTables.push(reader.bytes());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.revocationLists && message.revocationLists.length))
                                    message.revocationLists = [];
                                message.revocationLists.push(reader.bytes());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.delegations && message.delegations.length))
                                    message.delegations = [];
                                message.delegations.push(reader.bytes());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.lifetimes && message.lifetimes.length))
                                    message.lifetimes = [];
                                message.lifetimes.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CoopBundle;
            })();

            v1.HelloFrame = (function() {

                /**
                 * Properties of a HelloFrame.
                 * @typedef {Object} sov.membership.v1.HelloFrame.$Properties
                 * @property {sov.membership.v1.Hello.$Properties|null} [hello] HelloFrame hello
                 * @property {Uint8Array|null} [refusal] HelloFrame refusal
                 * @property {sov.wire.v1.Error.$Properties|null} [error] HelloFrame error
                 * @property {"hello"|"refusal"} [kind] HelloFrame kind
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a HelloFrame.
                 * @memberof sov.membership.v1
                 * @interface IHelloFrame
                 * @augments sov.membership.v1.HelloFrame.$Properties
                 * @deprecated Use sov.membership.v1.HelloFrame.$Properties instead.
                 */

                /**
                 * Narrowed shape of a HelloFrame.
                 * @typedef {{
                 *   hello?: sov.membership.v1.Hello.$Shape|null;
                 *   refusal?: Uint8Array|null;
                 *   error?: sov.wire.v1.Error.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ kind?: undefined; hello?: null; refusal?: null }|{ kind?: "hello"; hello: sov.membership.v1.Hello.$Shape; refusal?: null }|{ kind?: "refusal"; hello?: null; refusal: Uint8Array })
                 * )} sov.membership.v1.HelloFrame.$Shape
                 */

                /**
                 * Constructs a new HelloFrame.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a HelloFrame.
                 * @constructor
                 * @param {sov.membership.v1.HelloFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const HelloFrame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * HelloFrame hello.
                 * @member {sov.membership.v1.Hello.$Properties|null|undefined} hello
                 * @memberof sov.membership.v1.HelloFrame
                 * @instance
                 */
                HelloFrame.prototype.hello = null;

                /**
                 * HelloFrame refusal.
                 * @member {Uint8Array|null|undefined} refusal
                 * @memberof sov.membership.v1.HelloFrame
                 * @instance
                 */
                HelloFrame.prototype.refusal = null;

                /**
                 * HelloFrame error.
                 * @member {sov.wire.v1.Error.$Properties|null|undefined} error
                 * @memberof sov.membership.v1.HelloFrame
                 * @instance
                 */
                HelloFrame.prototype.error = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * HelloFrame kind.
                 * @member {"hello"|"refusal"|undefined} kind
                 * @memberof sov.membership.v1.HelloFrame
                 * @instance
                 */
                $Object.defineProperty(HelloFrame.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["hello", "refusal"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified HelloFrame message. Does not implicitly {@link sov.membership.v1.HelloFrame.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.HelloFrame
                 * @static
                 * @param {sov.membership.v1.HelloFrame.$Properties} message HelloFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                HelloFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                        $root.sov.membership.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.refusal);
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.sov.wire.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a HelloFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.HelloFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.HelloFrame & sov.membership.v1.HelloFrame.$Shape} HelloFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                HelloFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.HelloFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.hello = $root.sov.membership.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                                message.kind = "hello";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.refusal = reader.bytes();
                                message.kind = "refusal";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.sov.wire.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HelloFrame;
            })();

            v1.Hello = (function() {

                /**
                 * Properties of a Hello.
                 * @typedef {Object} sov.membership.v1.Hello.$Properties
                 * @property {Array.<number>|null} [versions] Hello versions
                 * @property {Array.<string>|null} [features] Hello features
                 * @property {sov.membership.v1.CredentialChain.$Properties|null} [chain] Hello chain
                 * @property {Uint8Array|null} [bootNonce] Hello bootNonce
                 * @property {string|null} [agent] Hello agent
                 * @property {Uint8Array|null} [bundle] Hello bundle
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Hello.
                 * @memberof sov.membership.v1
                 * @interface IHello
                 * @augments sov.membership.v1.Hello.$Properties
                 * @deprecated Use sov.membership.v1.Hello.$Properties instead.
                 */

                /**
                 * Shape of a Hello.
                 * @typedef {sov.membership.v1.Hello.$Properties} sov.membership.v1.Hello.$Shape
                 */

                /**
                 * Constructs a new Hello.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a Hello.
                 * @constructor
                 * @param {sov.membership.v1.Hello.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Hello = function (properties) {
                    this.versions = [];
                    this.features = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Hello versions.
                 * @member {Array.<number>} versions
                 * @memberof sov.membership.v1.Hello
                 * @instance
                 */
                Hello.prototype.versions = $util.emptyArray;

                /**
                 * Hello features.
                 * @member {Array.<string>} features
                 * @memberof sov.membership.v1.Hello
                 * @instance
                 */
                Hello.prototype.features = $util.emptyArray;

                /**
                 * Hello chain.
                 * @member {sov.membership.v1.CredentialChain.$Properties|null|undefined} chain
                 * @memberof sov.membership.v1.Hello
                 * @instance
                 */
                Hello.prototype.chain = null;

                /**
                 * Hello bootNonce.
                 * @member {Uint8Array} bootNonce
                 * @memberof sov.membership.v1.Hello
                 * @instance
                 */
                Hello.prototype.bootNonce = $util.newBuffer([]);

                /**
                 * Hello agent.
                 * @member {string} agent
                 * @memberof sov.membership.v1.Hello
                 * @instance
                 */
                Hello.prototype.agent = "";

                /**
                 * Hello bundle.
                 * @member {Uint8Array} bundle
                 * @memberof sov.membership.v1.Hello
                 * @instance
                 */
                Hello.prototype.bundle = $util.newBuffer([]);

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link sov.membership.v1.Hello.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.Hello
                 * @static
                 * @param {sov.membership.v1.Hello.$Properties} message Hello message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Hello.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.versions != null && message.versions.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.versions);
                    if (message.features != null && message.features.length)
                        for (let i = 0; i < message.features.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.features[i]);
                    if (message.chain != null && $Object.hasOwnProperty.call(message, "chain"))
                        $root.sov.membership.v1.CredentialChain.encode(message.chain, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.bootNonce != null && $Object.hasOwnProperty.call(message, "bootNonce") && message.bootNonce.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.bootNonce);
                    if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.agent);
                    if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle") && message.bundle.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.bundle);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.Hello
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.Hello & sov.membership.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Hello.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.Hello();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.versions && message.versions.length))
                                        message.versions = [];
                                    reader.uint32s(message.versions);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.versions && message.versions.length))
                                    message.versions = [];
                                message.versions.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.features && message.features.length))
                                    message.features = [];
                                message.features.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.chain = $root.sov.membership.v1.CredentialChain.decode(reader, reader.size(), $undefined, _depth + 1, message.chain);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.bootNonce = value;
                                else
                                    delete message.bootNonce;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.agent = value;
                                else
                                    delete message.agent;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.bundle = value;
                                else
                                    delete message.bundle;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Hello;
            })();

            v1.HelloRefusal = (function() {

                /**
                 * Properties of a HelloRefusal.
                 * @typedef {Object} sov.membership.v1.HelloRefusal.$Properties
                 * @property {Uint8Array|null} [peer] HelloRefusal peer
                 * @property {sov.wire.v1.ErrorCode|null} [code] HelloRefusal code
                 * @property {string|null} [reason] HelloRefusal reason
                 * @property {Long|null} [timeMs] HelloRefusal timeMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a HelloRefusal.
                 * @memberof sov.membership.v1
                 * @interface IHelloRefusal
                 * @augments sov.membership.v1.HelloRefusal.$Properties
                 * @deprecated Use sov.membership.v1.HelloRefusal.$Properties instead.
                 */

                /**
                 * Shape of a HelloRefusal.
                 * @typedef {sov.membership.v1.HelloRefusal.$Properties} sov.membership.v1.HelloRefusal.$Shape
                 */

                /**
                 * Constructs a new HelloRefusal.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a HelloRefusal.
                 * @constructor
                 * @param {sov.membership.v1.HelloRefusal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const HelloRefusal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * HelloRefusal peer.
                 * @member {Uint8Array} peer
                 * @memberof sov.membership.v1.HelloRefusal
                 * @instance
                 */
                HelloRefusal.prototype.peer = $util.newBuffer([]);

                /**
                 * HelloRefusal code.
                 * @member {sov.wire.v1.ErrorCode} code
                 * @memberof sov.membership.v1.HelloRefusal
                 * @instance
                 */
                HelloRefusal.prototype.code = 0;

                /**
                 * HelloRefusal reason.
                 * @member {string} reason
                 * @memberof sov.membership.v1.HelloRefusal
                 * @instance
                 */
                HelloRefusal.prototype.reason = "";

                /**
                 * HelloRefusal timeMs.
                 * @member {Long} timeMs
                 * @memberof sov.membership.v1.HelloRefusal
                 * @instance
                 */
                HelloRefusal.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified HelloRefusal message. Does not implicitly {@link sov.membership.v1.HelloRefusal.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.HelloRefusal
                 * @static
                 * @param {sov.membership.v1.HelloRefusal.$Properties} message HelloRefusal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                HelloRefusal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.peer != null && $Object.hasOwnProperty.call(message, "peer") && message.peer.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.peer);
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.code);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.timeMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a HelloRefusal message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.HelloRefusal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.HelloRefusal & sov.membership.v1.HelloRefusal.$Shape} HelloRefusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                HelloRefusal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.HelloRefusal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.peer = value;
                                else
                                    delete message.peer;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HelloRefusal;
            })();

            v1.MembershipFrame = (function() {

                /**
                 * Properties of a MembershipFrame.
                 * @typedef {Object} sov.membership.v1.MembershipFrame.$Properties
                 * @property {sov.membership.v1.JoinRequest.$Properties|null} [join] MembershipFrame join
                 * @property {sov.membership.v1.JoinResponse.$Properties|null} [joined] MembershipFrame joined
                 * @property {sov.membership.v1.CoopBundle.$Properties|null} [publish] MembershipFrame publish
                 * @property {sov.membership.v1.PublishResponse.$Properties|null} [published] MembershipFrame published
                 * @property {sov.membership.v1.RenewRequest.$Properties|null} [renew] MembershipFrame renew
                 * @property {sov.membership.v1.JoinPending.$Properties|null} [pending] MembershipFrame pending
                 * @property {sov.membership.v1.LeaveRequest.$Properties|null} [leave] MembershipFrame leave
                 * @property {sov.membership.v1.LeaveResponse.$Properties|null} [left] MembershipFrame left
                 * @property {sov.membership.v1.PullRequest.$Properties|null} [pull] MembershipFrame pull
                 * @property {sov.wire.v1.Error.$Properties|null} [error] MembershipFrame error
                 * @property {"join"|"joined"|"publish"|"published"|"renew"|"pending"|"leave"|"left"|"pull"} [kind] MembershipFrame kind
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MembershipFrame.
                 * @memberof sov.membership.v1
                 * @interface IMembershipFrame
                 * @augments sov.membership.v1.MembershipFrame.$Properties
                 * @deprecated Use sov.membership.v1.MembershipFrame.$Properties instead.
                 */

                /**
                 * Narrowed shape of a MembershipFrame.
                 * @typedef {{
                 *   join?: sov.membership.v1.JoinRequest.$Shape|null;
                 *   joined?: sov.membership.v1.JoinResponse.$Shape|null;
                 *   publish?: sov.membership.v1.CoopBundle.$Shape|null;
                 *   published?: sov.membership.v1.PublishResponse.$Shape|null;
                 *   renew?: sov.membership.v1.RenewRequest.$Shape|null;
                 *   pending?: sov.membership.v1.JoinPending.$Shape|null;
                 *   leave?: sov.membership.v1.LeaveRequest.$Shape|null;
                 *   left?: sov.membership.v1.LeaveResponse.$Shape|null;
                 *   pull?: sov.membership.v1.PullRequest.$Shape|null;
                 *   error?: sov.wire.v1.Error.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ kind?: undefined; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "join"; join: sov.membership.v1.JoinRequest.$Shape; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "joined"; join?: null; joined: sov.membership.v1.JoinResponse.$Shape; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "publish"; join?: null; joined?: null; publish: sov.membership.v1.CoopBundle.$Shape; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "published"; join?: null; joined?: null; publish?: null; published: sov.membership.v1.PublishResponse.$Shape; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "renew"; join?: null; joined?: null; publish?: null; published?: null; renew: sov.membership.v1.RenewRequest.$Shape; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "pending"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending: sov.membership.v1.JoinPending.$Shape; leave?: null; left?: null; pull?: null }|{ kind?: "leave"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave: sov.membership.v1.LeaveRequest.$Shape; left?: null; pull?: null }|{ kind?: "left"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left: sov.membership.v1.LeaveResponse.$Shape; pull?: null }|{ kind?: "pull"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull: sov.membership.v1.PullRequest.$Shape })
                 * )} sov.membership.v1.MembershipFrame.$Shape
                 */

                /**
                 * Constructs a new MembershipFrame.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a MembershipFrame.
                 * @constructor
                 * @param {sov.membership.v1.MembershipFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MembershipFrame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MembershipFrame join.
                 * @member {sov.membership.v1.JoinRequest.$Properties|null|undefined} join
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.join = null;

                /**
                 * MembershipFrame joined.
                 * @member {sov.membership.v1.JoinResponse.$Properties|null|undefined} joined
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.joined = null;

                /**
                 * MembershipFrame publish.
                 * @member {sov.membership.v1.CoopBundle.$Properties|null|undefined} publish
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.publish = null;

                /**
                 * MembershipFrame published.
                 * @member {sov.membership.v1.PublishResponse.$Properties|null|undefined} published
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.published = null;

                /**
                 * MembershipFrame renew.
                 * @member {sov.membership.v1.RenewRequest.$Properties|null|undefined} renew
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.renew = null;

                /**
                 * MembershipFrame pending.
                 * @member {sov.membership.v1.JoinPending.$Properties|null|undefined} pending
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.pending = null;

                /**
                 * MembershipFrame leave.
                 * @member {sov.membership.v1.LeaveRequest.$Properties|null|undefined} leave
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.leave = null;

                /**
                 * MembershipFrame left.
                 * @member {sov.membership.v1.LeaveResponse.$Properties|null|undefined} left
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.left = null;

                /**
                 * MembershipFrame pull.
                 * @member {sov.membership.v1.PullRequest.$Properties|null|undefined} pull
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.pull = null;

                /**
                 * MembershipFrame error.
                 * @member {sov.wire.v1.Error.$Properties|null|undefined} error
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                MembershipFrame.prototype.error = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * MembershipFrame kind.
                 * @member {"join"|"joined"|"publish"|"published"|"renew"|"pending"|"leave"|"left"|"pull"|undefined} kind
                 * @memberof sov.membership.v1.MembershipFrame
                 * @instance
                 */
                $Object.defineProperty(MembershipFrame.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["join", "joined", "publish", "published", "renew", "pending", "leave", "left", "pull"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified MembershipFrame message. Does not implicitly {@link sov.membership.v1.MembershipFrame.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.MembershipFrame
                 * @static
                 * @param {sov.membership.v1.MembershipFrame.$Properties} message MembershipFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MembershipFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.join != null && $Object.hasOwnProperty.call(message, "join"))
                        $root.sov.membership.v1.JoinRequest.encode(message.join, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.joined != null && $Object.hasOwnProperty.call(message, "joined"))
                        $root.sov.membership.v1.JoinResponse.encode(message.joined, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.publish != null && $Object.hasOwnProperty.call(message, "publish"))
                        $root.sov.membership.v1.CoopBundle.encode(message.publish, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.published != null && $Object.hasOwnProperty.call(message, "published"))
                        $root.sov.membership.v1.PublishResponse.encode(message.published, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.renew != null && $Object.hasOwnProperty.call(message, "renew"))
                        $root.sov.membership.v1.RenewRequest.encode(message.renew, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.pending != null && $Object.hasOwnProperty.call(message, "pending"))
                        $root.sov.membership.v1.JoinPending.encode(message.pending, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.leave != null && $Object.hasOwnProperty.call(message, "leave"))
                        $root.sov.membership.v1.LeaveRequest.encode(message.leave, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.left != null && $Object.hasOwnProperty.call(message, "left"))
                        $root.sov.membership.v1.LeaveResponse.encode(message.left, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.pull != null && $Object.hasOwnProperty.call(message, "pull"))
                        $root.sov.membership.v1.PullRequest.encode(message.pull, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.sov.wire.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MembershipFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.MembershipFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.MembershipFrame & sov.membership.v1.MembershipFrame.$Shape} MembershipFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MembershipFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.MembershipFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.join = $root.sov.membership.v1.JoinRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.join);
                                message.kind = "join";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.joined = $root.sov.membership.v1.JoinResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.joined);
                                message.kind = "joined";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.publish = $root.sov.membership.v1.CoopBundle.decode(reader, reader.size(), $undefined, _depth + 1, message.publish);
                                message.kind = "publish";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.published = $root.sov.membership.v1.PublishResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.published);
                                message.kind = "published";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.renew = $root.sov.membership.v1.RenewRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.renew);
                                message.kind = "renew";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.pending = $root.sov.membership.v1.JoinPending.decode(reader, reader.size(), $undefined, _depth + 1, message.pending);
                                message.kind = "pending";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.leave = $root.sov.membership.v1.LeaveRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.leave);
                                message.kind = "leave";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.left = $root.sov.membership.v1.LeaveResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.left);
                                message.kind = "left";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.pull = $root.sov.membership.v1.PullRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.pull);
                                message.kind = "pull";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.sov.wire.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return MembershipFrame;
            })();

            v1.JoinRequest = (function() {

                /**
                 * Properties of a JoinRequest.
                 * @typedef {Object} sov.membership.v1.JoinRequest.$Properties
                 * @property {Uint8Array|null} [networkId] JoinRequest networkId
                 * @property {Uint8Array|null} [secret] JoinRequest secret
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JoinRequest.
                 * @memberof sov.membership.v1
                 * @interface IJoinRequest
                 * @augments sov.membership.v1.JoinRequest.$Properties
                 * @deprecated Use sov.membership.v1.JoinRequest.$Properties instead.
                 */

                /**
                 * Shape of a JoinRequest.
                 * @typedef {sov.membership.v1.JoinRequest.$Properties} sov.membership.v1.JoinRequest.$Shape
                 */

                /**
                 * Constructs a new JoinRequest.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a JoinRequest.
                 * @constructor
                 * @param {sov.membership.v1.JoinRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JoinRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JoinRequest networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.JoinRequest
                 * @instance
                 */
                JoinRequest.prototype.networkId = $util.newBuffer([]);

                /**
                 * JoinRequest secret.
                 * @member {Uint8Array} secret
                 * @memberof sov.membership.v1.JoinRequest
                 * @instance
                 */
                JoinRequest.prototype.secret = $util.newBuffer([]);

                /**
                 * Encodes the specified JoinRequest message. Does not implicitly {@link sov.membership.v1.JoinRequest.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.JoinRequest
                 * @static
                 * @param {sov.membership.v1.JoinRequest.$Properties} message JoinRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JoinRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.secret);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JoinRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.JoinRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.JoinRequest & sov.membership.v1.JoinRequest.$Shape} JoinRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JoinRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.JoinRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.secret = value;
                                else
                                    delete message.secret;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return JoinRequest;
            })();

            v1.JoinResponse = (function() {

                /**
                 * Properties of a JoinResponse.
                 * @typedef {Object} sov.membership.v1.JoinResponse.$Properties
                 * @property {sov.membership.v1.CredentialChain.$Properties|null} [chain] JoinResponse chain
                 * @property {sov.membership.v1.CoopBundle.$Properties|null} [bundle] JoinResponse bundle
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JoinResponse.
                 * @memberof sov.membership.v1
                 * @interface IJoinResponse
                 * @augments sov.membership.v1.JoinResponse.$Properties
                 * @deprecated Use sov.membership.v1.JoinResponse.$Properties instead.
                 */

                /**
                 * Shape of a JoinResponse.
                 * @typedef {sov.membership.v1.JoinResponse.$Properties} sov.membership.v1.JoinResponse.$Shape
                 */

                /**
                 * Constructs a new JoinResponse.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a JoinResponse.
                 * @constructor
                 * @param {sov.membership.v1.JoinResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JoinResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JoinResponse chain.
                 * @member {sov.membership.v1.CredentialChain.$Properties|null|undefined} chain
                 * @memberof sov.membership.v1.JoinResponse
                 * @instance
                 */
                JoinResponse.prototype.chain = null;

                /**
                 * JoinResponse bundle.
                 * @member {sov.membership.v1.CoopBundle.$Properties|null|undefined} bundle
                 * @memberof sov.membership.v1.JoinResponse
                 * @instance
                 */
                JoinResponse.prototype.bundle = null;

                /**
                 * Encodes the specified JoinResponse message. Does not implicitly {@link sov.membership.v1.JoinResponse.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.JoinResponse
                 * @static
                 * @param {sov.membership.v1.JoinResponse.$Properties} message JoinResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JoinResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.chain != null && $Object.hasOwnProperty.call(message, "chain"))
                        $root.sov.membership.v1.CredentialChain.encode(message.chain, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle"))
                        $root.sov.membership.v1.CoopBundle.encode(message.bundle, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JoinResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.JoinResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.JoinResponse & sov.membership.v1.JoinResponse.$Shape} JoinResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JoinResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.JoinResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.chain = $root.sov.membership.v1.CredentialChain.decode(reader, reader.size(), $undefined, _depth + 1, message.chain);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.bundle = $root.sov.membership.v1.CoopBundle.decode(reader, reader.size(), $undefined, _depth + 1, message.bundle);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return JoinResponse;
            })();

            v1.RenewRequest = (function() {

                /**
                 * Properties of a RenewRequest.
                 * @typedef {Object} sov.membership.v1.RenewRequest.$Properties
                 * @property {sov.membership.v1.CredentialChain.$Properties|null} [chain] RenewRequest chain
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RenewRequest.
                 * @memberof sov.membership.v1
                 * @interface IRenewRequest
                 * @augments sov.membership.v1.RenewRequest.$Properties
                 * @deprecated Use sov.membership.v1.RenewRequest.$Properties instead.
                 */

                /**
                 * Shape of a RenewRequest.
                 * @typedef {sov.membership.v1.RenewRequest.$Properties} sov.membership.v1.RenewRequest.$Shape
                 */

                /**
                 * Constructs a new RenewRequest.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a RenewRequest.
                 * @constructor
                 * @param {sov.membership.v1.RenewRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RenewRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RenewRequest chain.
                 * @member {sov.membership.v1.CredentialChain.$Properties|null|undefined} chain
                 * @memberof sov.membership.v1.RenewRequest
                 * @instance
                 */
                RenewRequest.prototype.chain = null;

                /**
                 * Encodes the specified RenewRequest message. Does not implicitly {@link sov.membership.v1.RenewRequest.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.RenewRequest
                 * @static
                 * @param {sov.membership.v1.RenewRequest.$Properties} message RenewRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RenewRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.chain != null && $Object.hasOwnProperty.call(message, "chain"))
                        $root.sov.membership.v1.CredentialChain.encode(message.chain, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RenewRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.RenewRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.RenewRequest & sov.membership.v1.RenewRequest.$Shape} RenewRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RenewRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.RenewRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.chain = $root.sov.membership.v1.CredentialChain.decode(reader, reader.size(), $undefined, _depth + 1, message.chain);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RenewRequest;
            })();

            v1.JoinPending = (function() {

                /**
                 * Properties of a JoinPending.
                 * @typedef {Object} sov.membership.v1.JoinPending.$Properties
                 * @property {number|null} [retryAfterMs] JoinPending retryAfterMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a JoinPending.
                 * @memberof sov.membership.v1
                 * @interface IJoinPending
                 * @augments sov.membership.v1.JoinPending.$Properties
                 * @deprecated Use sov.membership.v1.JoinPending.$Properties instead.
                 */

                /**
                 * Shape of a JoinPending.
                 * @typedef {sov.membership.v1.JoinPending.$Properties} sov.membership.v1.JoinPending.$Shape
                 */

                /**
                 * Constructs a new JoinPending.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a JoinPending.
                 * @constructor
                 * @param {sov.membership.v1.JoinPending.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const JoinPending = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * JoinPending retryAfterMs.
                 * @member {number} retryAfterMs
                 * @memberof sov.membership.v1.JoinPending
                 * @instance
                 */
                JoinPending.prototype.retryAfterMs = 0;

                /**
                 * Encodes the specified JoinPending message. Does not implicitly {@link sov.membership.v1.JoinPending.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.JoinPending
                 * @static
                 * @param {sov.membership.v1.JoinPending.$Properties} message JoinPending message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                JoinPending.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.retryAfterMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a JoinPending message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.JoinPending
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.JoinPending & sov.membership.v1.JoinPending.$Shape} JoinPending
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                JoinPending.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.JoinPending();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterMs = value;
                                else
                                    delete message.retryAfterMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return JoinPending;
            })();

            v1.LeaveRequest = (function() {

                /**
                 * Properties of a LeaveRequest.
                 * @typedef {Object} sov.membership.v1.LeaveRequest.$Properties
                 * @property {sov.membership.v1.CredentialChain.$Properties|null} [chain] LeaveRequest chain
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LeaveRequest.
                 * @memberof sov.membership.v1
                 * @interface ILeaveRequest
                 * @augments sov.membership.v1.LeaveRequest.$Properties
                 * @deprecated Use sov.membership.v1.LeaveRequest.$Properties instead.
                 */

                /**
                 * Shape of a LeaveRequest.
                 * @typedef {sov.membership.v1.LeaveRequest.$Properties} sov.membership.v1.LeaveRequest.$Shape
                 */

                /**
                 * Constructs a new LeaveRequest.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a LeaveRequest.
                 * @constructor
                 * @param {sov.membership.v1.LeaveRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LeaveRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LeaveRequest chain.
                 * @member {sov.membership.v1.CredentialChain.$Properties|null|undefined} chain
                 * @memberof sov.membership.v1.LeaveRequest
                 * @instance
                 */
                LeaveRequest.prototype.chain = null;

                /**
                 * Encodes the specified LeaveRequest message. Does not implicitly {@link sov.membership.v1.LeaveRequest.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.LeaveRequest
                 * @static
                 * @param {sov.membership.v1.LeaveRequest.$Properties} message LeaveRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LeaveRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.chain != null && $Object.hasOwnProperty.call(message, "chain"))
                        $root.sov.membership.v1.CredentialChain.encode(message.chain, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LeaveRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.LeaveRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.LeaveRequest & sov.membership.v1.LeaveRequest.$Shape} LeaveRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LeaveRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.LeaveRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.chain = $root.sov.membership.v1.CredentialChain.decode(reader, reader.size(), $undefined, _depth + 1, message.chain);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LeaveRequest;
            })();

            v1.LeaveResponse = (function() {

                /**
                 * Properties of a LeaveResponse.
                 * @typedef {Object} sov.membership.v1.LeaveResponse.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LeaveResponse.
                 * @memberof sov.membership.v1
                 * @interface ILeaveResponse
                 * @augments sov.membership.v1.LeaveResponse.$Properties
                 * @deprecated Use sov.membership.v1.LeaveResponse.$Properties instead.
                 */

                /**
                 * Shape of a LeaveResponse.
                 * @typedef {sov.membership.v1.LeaveResponse.$Properties} sov.membership.v1.LeaveResponse.$Shape
                 */

                /**
                 * Constructs a new LeaveResponse.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a LeaveResponse.
                 * @constructor
                 * @param {sov.membership.v1.LeaveResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LeaveResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified LeaveResponse message. Does not implicitly {@link sov.membership.v1.LeaveResponse.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.LeaveResponse
                 * @static
                 * @param {sov.membership.v1.LeaveResponse.$Properties} message LeaveResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LeaveResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LeaveResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.LeaveResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.LeaveResponse & sov.membership.v1.LeaveResponse.$Shape} LeaveResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LeaveResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.LeaveResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LeaveResponse;
            })();

            v1.PullRequest = (function() {

                /**
                 * Properties of a PullRequest.
                 * @typedef {Object} sov.membership.v1.PullRequest.$Properties
                 * @property {Uint8Array|null} [networkId] PullRequest networkId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PullRequest.
                 * @memberof sov.membership.v1
                 * @interface IPullRequest
                 * @augments sov.membership.v1.PullRequest.$Properties
                 * @deprecated Use sov.membership.v1.PullRequest.$Properties instead.
                 */

                /**
                 * Shape of a PullRequest.
                 * @typedef {sov.membership.v1.PullRequest.$Properties} sov.membership.v1.PullRequest.$Shape
                 */

                /**
                 * Constructs a new PullRequest.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a PullRequest.
                 * @constructor
                 * @param {sov.membership.v1.PullRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PullRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PullRequest networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.PullRequest
                 * @instance
                 */
                PullRequest.prototype.networkId = $util.newBuffer([]);

                /**
                 * Encodes the specified PullRequest message. Does not implicitly {@link sov.membership.v1.PullRequest.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.PullRequest
                 * @static
                 * @param {sov.membership.v1.PullRequest.$Properties} message PullRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PullRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PullRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.PullRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.PullRequest & sov.membership.v1.PullRequest.$Shape} PullRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PullRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.PullRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PullRequest;
            })();

            v1.PublishResponse = (function() {

                /**
                 * Properties of a PublishResponse.
                 * @typedef {Object} sov.membership.v1.PublishResponse.$Properties
                 * @property {sov.membership.v1.CoopBundle.$Properties|null} [bundle] PublishResponse bundle
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PublishResponse.
                 * @memberof sov.membership.v1
                 * @interface IPublishResponse
                 * @augments sov.membership.v1.PublishResponse.$Properties
                 * @deprecated Use sov.membership.v1.PublishResponse.$Properties instead.
                 */

                /**
                 * Shape of a PublishResponse.
                 * @typedef {sov.membership.v1.PublishResponse.$Properties} sov.membership.v1.PublishResponse.$Shape
                 */

                /**
                 * Constructs a new PublishResponse.
                 * @memberof sov.membership.v1
                 * @classdesc Represents a PublishResponse.
                 * @constructor
                 * @param {sov.membership.v1.PublishResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PublishResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PublishResponse bundle.
                 * @member {sov.membership.v1.CoopBundle.$Properties|null|undefined} bundle
                 * @memberof sov.membership.v1.PublishResponse
                 * @instance
                 */
                PublishResponse.prototype.bundle = null;

                /**
                 * Encodes the specified PublishResponse message. Does not implicitly {@link sov.membership.v1.PublishResponse.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.PublishResponse
                 * @static
                 * @param {sov.membership.v1.PublishResponse.$Properties} message PublishResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PublishResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle"))
                        $root.sov.membership.v1.CoopBundle.encode(message.bundle, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PublishResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.PublishResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.PublishResponse & sov.membership.v1.PublishResponse.$Shape} PublishResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PublishResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.PublishResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.bundle = $root.sov.membership.v1.CoopBundle.decode(reader, reader.size(), $undefined, _depth + 1, message.bundle);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PublishResponse;
            })();

            v1.InviteCode = (function() {

                /**
                 * Properties of an InviteCode.
                 * @typedef {Object} sov.membership.v1.InviteCode.$Properties
                 * @property {Uint8Array|null} [networkId] InviteCode networkId
                 * @property {Uint8Array|null} [issuer] InviteCode issuer
                 * @property {Uint8Array|null} [node] InviteCode node
                 * @property {Uint8Array|null} [secret] InviteCode secret
                 * @property {Array.<Uint8Array>|null} [addresses] InviteCode addresses
                 * @property {Long|null} [expiresMs] InviteCode expiresMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an InviteCode.
                 * @memberof sov.membership.v1
                 * @interface IInviteCode
                 * @augments sov.membership.v1.InviteCode.$Properties
                 * @deprecated Use sov.membership.v1.InviteCode.$Properties instead.
                 */

                /**
                 * Shape of an InviteCode.
                 * @typedef {sov.membership.v1.InviteCode.$Properties} sov.membership.v1.InviteCode.$Shape
                 */

                /**
                 * Constructs a new InviteCode.
                 * @memberof sov.membership.v1
                 * @classdesc Represents an InviteCode.
                 * @constructor
                 * @param {sov.membership.v1.InviteCode.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const InviteCode = function (properties) {
                    this.addresses = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * InviteCode networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.membership.v1.InviteCode
                 * @instance
                 */
                InviteCode.prototype.networkId = $util.newBuffer([]);

                /**
                 * InviteCode issuer.
                 * @member {Uint8Array} issuer
                 * @memberof sov.membership.v1.InviteCode
                 * @instance
                 */
                InviteCode.prototype.issuer = $util.newBuffer([]);

                /**
                 * InviteCode node.
                 * @member {Uint8Array} node
                 * @memberof sov.membership.v1.InviteCode
                 * @instance
                 */
                InviteCode.prototype.node = $util.newBuffer([]);

                /**
                 * InviteCode secret.
                 * @member {Uint8Array} secret
                 * @memberof sov.membership.v1.InviteCode
                 * @instance
                 */
                InviteCode.prototype.secret = $util.newBuffer([]);

                /**
                 * InviteCode addresses.
                 * @member {Array.<Uint8Array>} addresses
                 * @memberof sov.membership.v1.InviteCode
                 * @instance
                 */
                InviteCode.prototype.addresses = $util.emptyArray;

                /**
                 * InviteCode expiresMs.
                 * @member {Long} expiresMs
                 * @memberof sov.membership.v1.InviteCode
                 * @instance
                 */
                InviteCode.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified InviteCode message. Does not implicitly {@link sov.membership.v1.InviteCode.verify|verify} messages.
                 * @function encode
                 * @memberof sov.membership.v1.InviteCode
                 * @static
                 * @param {sov.membership.v1.InviteCode.$Properties} message InviteCode message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                InviteCode.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.issuer);
                    if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.node);
                    if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.secret);
                    if (message.addresses != null && message.addresses.length)
                        for (let i = 0; i < message.addresses.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.addresses[i]);
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.expiresMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an InviteCode message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.membership.v1.InviteCode
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.membership.v1.InviteCode & sov.membership.v1.InviteCode.$Shape} InviteCode
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                InviteCode.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.membership.v1.InviteCode();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.issuer = value;
                                else
                                    delete message.issuer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.node = value;
                                else
                                    delete message.node;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.secret = value;
                                else
                                    delete message.secret;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.addresses && message.addresses.length))
                                    message.addresses = [];
                                message.addresses.push(reader.bytes());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresMs = value;
                                else
                                    delete message.expiresMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return InviteCode;
            })();

            return v1;
        })();

        return membership;
    })();

    sov.offer = (function() {

        /**
         * Namespace offer.
         * @memberof sov
         * @namespace
         */
        const offer = {};

        offer.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof sov.offer
             * @namespace
             */
            const v1 = {};

            /**
             * Availability enum.
             * @name sov.offer.v1.Availability
             * @enum {number}
             * @property {number} AVAILABILITY_UNSPECIFIED=0 AVAILABILITY_UNSPECIFIED value
             * @property {number} AVAILABILITY_OPEN=1 AVAILABILITY_OPEN value
             * @property {number} AVAILABILITY_DRAINING=2 AVAILABILITY_DRAINING value
             */
            v1.Availability = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "AVAILABILITY_UNSPECIFIED"] = 0;
                values[valuesById[1] = "AVAILABILITY_OPEN"] = 1;
                values[valuesById[2] = "AVAILABILITY_DRAINING"] = 2;
                return values;
            })();

            v1.Offer = (function() {

                /**
                 * Properties of an Offer.
                 * @typedef {Object} sov.offer.v1.Offer.$Properties
                 * @property {Uint8Array|null} [networkId] Offer networkId
                 * @property {Uint8Array|null} [peer] Offer peer
                 * @property {Uint8Array|null} [bootNonce] Offer bootNonce
                 * @property {Long|null} [seq] Offer seq
                 * @property {Long|null} [issuedMs] Offer issuedMs
                 * @property {number|null} [lifetimeMs] Offer lifetimeMs
                 * @property {string|null} [deviceClass] Offer deviceClass
                 * @property {Long|null} [memoryFreeBytes] Offer memoryFreeBytes
                 * @property {sov.offer.v1.Availability|null} [availability] Offer availability
                 * @property {number|null} [queued] Offer queued
                 * @property {Array.<sov.offer.v1.ModelOffer.$Properties>|null} [models] Offer models
                 * @property {Array.<Uint8Array>|null} [addresses] Offer addresses
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Offer.
                 * @memberof sov.offer.v1
                 * @interface IOffer
                 * @augments sov.offer.v1.Offer.$Properties
                 * @deprecated Use sov.offer.v1.Offer.$Properties instead.
                 */

                /**
                 * Shape of an Offer.
                 * @typedef {sov.offer.v1.Offer.$Properties} sov.offer.v1.Offer.$Shape
                 */

                /**
                 * Constructs a new Offer.
                 * @memberof sov.offer.v1
                 * @classdesc Represents an Offer.
                 * @constructor
                 * @param {sov.offer.v1.Offer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Offer = function (properties) {
                    this.models = [];
                    this.addresses = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Offer networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.networkId = $util.newBuffer([]);

                /**
                 * Offer peer.
                 * @member {Uint8Array} peer
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.peer = $util.newBuffer([]);

                /**
                 * Offer bootNonce.
                 * @member {Uint8Array} bootNonce
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.bootNonce = $util.newBuffer([]);

                /**
                 * Offer seq.
                 * @member {Long} seq
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Offer issuedMs.
                 * @member {Long} issuedMs
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Offer lifetimeMs.
                 * @member {number} lifetimeMs
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.lifetimeMs = 0;

                /**
                 * Offer deviceClass.
                 * @member {string} deviceClass
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.deviceClass = "";

                /**
                 * Offer memoryFreeBytes.
                 * @member {Long} memoryFreeBytes
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.memoryFreeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Offer availability.
                 * @member {sov.offer.v1.Availability} availability
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.availability = 0;

                /**
                 * Offer queued.
                 * @member {number} queued
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.queued = 0;

                /**
                 * Offer models.
                 * @member {Array.<sov.offer.v1.ModelOffer.$Properties>} models
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.models = $util.emptyArray;

                /**
                 * Offer addresses.
                 * @member {Array.<Uint8Array>} addresses
                 * @memberof sov.offer.v1.Offer
                 * @instance
                 */
                Offer.prototype.addresses = $util.emptyArray;

                /**
                 * Encodes the specified Offer message. Does not implicitly {@link sov.offer.v1.Offer.verify|verify} messages.
                 * @function encode
                 * @memberof sov.offer.v1.Offer
                 * @static
                 * @param {sov.offer.v1.Offer.$Properties} message Offer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Offer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.peer != null && $Object.hasOwnProperty.call(message, "peer") && message.peer.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.peer);
                    if (message.bootNonce != null && $Object.hasOwnProperty.call(message, "bootNonce") && message.bootNonce.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bootNonce);
                    if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.seq);
                    if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.issuedMs);
                    if (message.lifetimeMs != null && $Object.hasOwnProperty.call(message, "lifetimeMs") && message.lifetimeMs !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.lifetimeMs);
                    if (message.deviceClass != null && $Object.hasOwnProperty.call(message, "deviceClass") && message.deviceClass !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.deviceClass);
                    if (message.memoryFreeBytes != null && $Object.hasOwnProperty.call(message, "memoryFreeBytes") && (typeof message.memoryFreeBytes === "object" ? message.memoryFreeBytes.low || message.memoryFreeBytes.high : message.memoryFreeBytes !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.memoryFreeBytes);
                    if (message.availability != null && $Object.hasOwnProperty.call(message, "availability") && message.availability !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).int32(message.availability);
                    if (message.queued != null && $Object.hasOwnProperty.call(message, "queued") && message.queued !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.queued);
                    if (message.models != null && message.models.length)
                        for (let i = 0; i < message.models.length; ++i)
                            $root.sov.offer.v1.ModelOffer.encode(message.models[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.addresses != null && message.addresses.length)
                        for (let i = 0; i < message.addresses.length; ++i)
                            writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.addresses[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Offer message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.offer.v1.Offer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.offer.v1.Offer & sov.offer.v1.Offer.$Shape} Offer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Offer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.offer.v1.Offer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.peer = value;
                                else
                                    delete message.peer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.bootNonce = value;
                                else
                                    delete message.bootNonce;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seq = value;
                                else
                                    delete message.seq;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.issuedMs = value;
                                else
                                    delete message.issuedMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.lifetimeMs = value;
                                else
                                    delete message.lifetimeMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.deviceClass = value;
                                else
                                    delete message.deviceClass;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.memoryFreeBytes = value;
                                else
                                    delete message.memoryFreeBytes;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.availability = value;
                                else
                                    delete message.availability;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queued = value;
                                else
                                    delete message.queued;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.models && message.models.length))
                                    message.models = [];
                                message.models.push($root.sov.offer.v1.ModelOffer.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.addresses && message.addresses.length))
                                    message.addresses = [];
                                message.addresses.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Offer;
            })();

            /**
             * ModelTask enum.
             * @name sov.offer.v1.ModelTask
             * @enum {number}
             * @property {number} MODEL_TASK_UNSPECIFIED=0 MODEL_TASK_UNSPECIFIED value
             * @property {number} MODEL_TASK_CHAT=1 MODEL_TASK_CHAT value
             * @property {number} MODEL_TASK_EMBEDDING=2 MODEL_TASK_EMBEDDING value
             */
            v1.ModelTask = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "MODEL_TASK_UNSPECIFIED"] = 0;
                values[valuesById[1] = "MODEL_TASK_CHAT"] = 1;
                values[valuesById[2] = "MODEL_TASK_EMBEDDING"] = 2;
                return values;
            })();

            v1.ModelOffer = (function() {

                /**
                 * Properties of a ModelOffer.
                 * @typedef {Object} sov.offer.v1.ModelOffer.$Properties
                 * @property {string|null} [name] ModelOffer name
                 * @property {Uint8Array|null} [manifest] ModelOffer manifest
                 * @property {number|null} [contextTokens] ModelOffer contextTokens
                 * @property {number|null} [slots] ModelOffer slots
                 * @property {number|null} [busy] ModelOffer busy
                 * @property {sov.offer.v1.ModelTask|null} [task] ModelOffer task
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelOffer.
                 * @memberof sov.offer.v1
                 * @interface IModelOffer
                 * @augments sov.offer.v1.ModelOffer.$Properties
                 * @deprecated Use sov.offer.v1.ModelOffer.$Properties instead.
                 */

                /**
                 * Shape of a ModelOffer.
                 * @typedef {sov.offer.v1.ModelOffer.$Properties} sov.offer.v1.ModelOffer.$Shape
                 */

                /**
                 * Constructs a new ModelOffer.
                 * @memberof sov.offer.v1
                 * @classdesc Represents a ModelOffer.
                 * @constructor
                 * @param {sov.offer.v1.ModelOffer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelOffer = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelOffer name.
                 * @member {string} name
                 * @memberof sov.offer.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.name = "";

                /**
                 * ModelOffer manifest.
                 * @member {Uint8Array} manifest
                 * @memberof sov.offer.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.manifest = $util.newBuffer([]);

                /**
                 * ModelOffer contextTokens.
                 * @member {number} contextTokens
                 * @memberof sov.offer.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.contextTokens = 0;

                /**
                 * ModelOffer slots.
                 * @member {number} slots
                 * @memberof sov.offer.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.slots = 0;

                /**
                 * ModelOffer busy.
                 * @member {number} busy
                 * @memberof sov.offer.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.busy = 0;

                /**
                 * ModelOffer task.
                 * @member {sov.offer.v1.ModelTask} task
                 * @memberof sov.offer.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.task = 0;

                /**
                 * Encodes the specified ModelOffer message. Does not implicitly {@link sov.offer.v1.ModelOffer.verify|verify} messages.
                 * @function encode
                 * @memberof sov.offer.v1.ModelOffer
                 * @static
                 * @param {sov.offer.v1.ModelOffer.$Properties} message ModelOffer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelOffer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.manifest);
                    if (message.contextTokens != null && $Object.hasOwnProperty.call(message, "contextTokens") && message.contextTokens !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.contextTokens);
                    if (message.slots != null && $Object.hasOwnProperty.call(message, "slots") && message.slots !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.slots);
                    if (message.busy != null && $Object.hasOwnProperty.call(message, "busy") && message.busy !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.busy);
                    if (message.task != null && $Object.hasOwnProperty.call(message, "task") && message.task !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.task);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelOffer message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.offer.v1.ModelOffer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.offer.v1.ModelOffer & sov.offer.v1.ModelOffer.$Shape} ModelOffer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelOffer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.offer.v1.ModelOffer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.manifest = value;
                                else
                                    delete message.manifest;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.contextTokens = value;
                                else
                                    delete message.contextTokens;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.slots = value;
                                else
                                    delete message.slots;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.busy = value;
                                else
                                    delete message.busy;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.task = value;
                                else
                                    delete message.task;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelOffer;
            })();

            v1.OfferFrame = (function() {

                /**
                 * Properties of an OfferFrame.
                 * @typedef {Object} sov.offer.v1.OfferFrame.$Properties
                 * @property {Uint8Array|null} [offer] OfferFrame offer
                 * @property {Array.<Uint8Array>|null} [known] OfferFrame known
                 * @property {sov.wire.v1.Error.$Properties|null} [error] OfferFrame error
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an OfferFrame.
                 * @memberof sov.offer.v1
                 * @interface IOfferFrame
                 * @augments sov.offer.v1.OfferFrame.$Properties
                 * @deprecated Use sov.offer.v1.OfferFrame.$Properties instead.
                 */

                /**
                 * Shape of an OfferFrame.
                 * @typedef {sov.offer.v1.OfferFrame.$Properties} sov.offer.v1.OfferFrame.$Shape
                 */

                /**
                 * Constructs a new OfferFrame.
                 * @memberof sov.offer.v1
                 * @classdesc Represents an OfferFrame.
                 * @constructor
                 * @param {sov.offer.v1.OfferFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const OfferFrame = function (properties) {
                    this.known = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * OfferFrame offer.
                 * @member {Uint8Array} offer
                 * @memberof sov.offer.v1.OfferFrame
                 * @instance
                 */
                OfferFrame.prototype.offer = $util.newBuffer([]);

                /**
                 * OfferFrame known.
                 * @member {Array.<Uint8Array>} known
                 * @memberof sov.offer.v1.OfferFrame
                 * @instance
                 */
                OfferFrame.prototype.known = $util.emptyArray;

                /**
                 * OfferFrame error.
                 * @member {sov.wire.v1.Error.$Properties|null|undefined} error
                 * @memberof sov.offer.v1.OfferFrame
                 * @instance
                 */
                OfferFrame.prototype.error = null;

                /**
                 * Encodes the specified OfferFrame message. Does not implicitly {@link sov.offer.v1.OfferFrame.verify|verify} messages.
                 * @function encode
                 * @memberof sov.offer.v1.OfferFrame
                 * @static
                 * @param {sov.offer.v1.OfferFrame.$Properties} message OfferFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                OfferFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offer != null && $Object.hasOwnProperty.call(message, "offer") && message.offer.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.offer);
                    if (message.known != null && message.known.length)
                        for (let i = 0; i < message.known.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.known[i]);
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.sov.wire.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an OfferFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.offer.v1.OfferFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.offer.v1.OfferFrame & sov.offer.v1.OfferFrame.$Shape} OfferFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                OfferFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.offer.v1.OfferFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.offer = value;
                                else
                                    delete message.offer;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.known && message.known.length))
                                    message.known = [];
                                message.known.push(reader.bytes());
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.sov.wire.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OfferFrame;
            })();

            return v1;
        })();

        return offer;
    })();

    sov.ledger = (function() {

        /**
         * Namespace ledger.
         * @memberof sov
         * @namespace
         */
        const ledger = {};

        ledger.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof sov.ledger
             * @namespace
             */
            const v1 = {};

            /**
             * AuditClass enum.
             * @name sov.ledger.v1.AuditClass
             * @enum {number}
             * @property {number} AUDIT_CLASS_UNSPECIFIED=0 AUDIT_CLASS_UNSPECIFIED value
             * @property {number} AUDIT_CLASS_NONE=1 AUDIT_CLASS_NONE value
             * @property {number} AUDIT_CLASS_RECHECK_ALLOWED=2 AUDIT_CLASS_RECHECK_ALLOWED value
             */
            v1.AuditClass = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "AUDIT_CLASS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "AUDIT_CLASS_NONE"] = 1;
                values[valuesById[2] = "AUDIT_CLASS_RECHECK_ALLOWED"] = 2;
                return values;
            })();

            v1.Order = (function() {

                /**
                 * Properties of an Order.
                 * @typedef {Object} sov.ledger.v1.Order.$Properties
                 * @property {Uint8Array|null} [networkId] Order networkId
                 * @property {Uint8Array|null} [orderId] Order orderId
                 * @property {Uint8Array|null} [consumer] Order consumer
                 * @property {Uint8Array|null} [provider] Order provider
                 * @property {Uint8Array|null} [consumerCredential] Order consumerCredential
                 * @property {Uint8Array|null} [providerCredential] Order providerCredential
                 * @property {Long|null} [createdMs] Order createdMs
                 * @property {Long|null} [expiresMs] Order expiresMs
                 * @property {Uint8Array|null} [modelManifest] Order modelManifest
                 * @property {Uint8Array|null} [requestCommitment] Order requestCommitment
                 * @property {Uint8Array|null} [paramsCommitment] Order paramsCommitment
                 * @property {number|null} [maxPromptTokens] Order maxPromptTokens
                 * @property {number|null} [maxOutputTokens] Order maxOutputTokens
                 * @property {Uint8Array|null} [priceTable] Order priceTable
                 * @property {Long|null} [maxCharge] Order maxCharge
                 * @property {number|null} [voucherTokens] Order voucherTokens
                 * @property {number|null} [voucherMs] Order voucherMs
                 * @property {Uint8Array|null} [policyDecision] Order policyDecision
                 * @property {Uint8Array|null} [rootOrderId] Order rootOrderId
                 * @property {number|null} [shardIndex] Order shardIndex
                 * @property {number|null} [shardCount] Order shardCount
                 * @property {number|null} [continuation] Order continuation
                 * @property {sov.ledger.v1.AuditClass|null} [auditClass] Order auditClass
                 * @property {Uint8Array|null} [providerBootNonce] Order providerBootNonce
                 * @property {Uint8Array|null} [consumerBootNonce] Order consumerBootNonce
                 * @property {Long|null} [orderNumber] Order orderNumber
                 * @property {Uint8Array|null} [previousOrder] Order previousOrder
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Order.
                 * @memberof sov.ledger.v1
                 * @interface IOrder
                 * @augments sov.ledger.v1.Order.$Properties
                 * @deprecated Use sov.ledger.v1.Order.$Properties instead.
                 */

                /**
                 * Shape of an Order.
                 * @typedef {sov.ledger.v1.Order.$Properties} sov.ledger.v1.Order.$Shape
                 */

                /**
                 * Constructs a new Order.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an Order.
                 * @constructor
                 * @param {sov.ledger.v1.Order.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Order = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Order networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.networkId = $util.newBuffer([]);

                /**
                 * Order orderId.
                 * @member {Uint8Array} orderId
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.orderId = $util.newBuffer([]);

                /**
                 * Order consumer.
                 * @member {Uint8Array} consumer
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.consumer = $util.newBuffer([]);

                /**
                 * Order provider.
                 * @member {Uint8Array} provider
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.provider = $util.newBuffer([]);

                /**
                 * Order consumerCredential.
                 * @member {Uint8Array} consumerCredential
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.consumerCredential = $util.newBuffer([]);

                /**
                 * Order providerCredential.
                 * @member {Uint8Array} providerCredential
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.providerCredential = $util.newBuffer([]);

                /**
                 * Order createdMs.
                 * @member {Long} createdMs
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Order expiresMs.
                 * @member {Long} expiresMs
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Order modelManifest.
                 * @member {Uint8Array} modelManifest
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.modelManifest = $util.newBuffer([]);

                /**
                 * Order requestCommitment.
                 * @member {Uint8Array} requestCommitment
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.requestCommitment = $util.newBuffer([]);

                /**
                 * Order paramsCommitment.
                 * @member {Uint8Array} paramsCommitment
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.paramsCommitment = $util.newBuffer([]);

                /**
                 * Order maxPromptTokens.
                 * @member {number} maxPromptTokens
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.maxPromptTokens = 0;

                /**
                 * Order maxOutputTokens.
                 * @member {number} maxOutputTokens
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.maxOutputTokens = 0;

                /**
                 * Order priceTable.
                 * @member {Uint8Array} priceTable
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.priceTable = $util.newBuffer([]);

                /**
                 * Order maxCharge.
                 * @member {Long} maxCharge
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.maxCharge = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Order voucherTokens.
                 * @member {number} voucherTokens
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.voucherTokens = 0;

                /**
                 * Order voucherMs.
                 * @member {number} voucherMs
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.voucherMs = 0;

                /**
                 * Order policyDecision.
                 * @member {Uint8Array} policyDecision
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.policyDecision = $util.newBuffer([]);

                /**
                 * Order rootOrderId.
                 * @member {Uint8Array} rootOrderId
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.rootOrderId = $util.newBuffer([]);

                /**
                 * Order shardIndex.
                 * @member {number} shardIndex
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.shardIndex = 0;

                /**
                 * Order shardCount.
                 * @member {number} shardCount
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.shardCount = 0;

                /**
                 * Order continuation.
                 * @member {number} continuation
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.continuation = 0;

                /**
                 * Order auditClass.
                 * @member {sov.ledger.v1.AuditClass} auditClass
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.auditClass = 0;

                /**
                 * Order providerBootNonce.
                 * @member {Uint8Array} providerBootNonce
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.providerBootNonce = $util.newBuffer([]);

                /**
                 * Order consumerBootNonce.
                 * @member {Uint8Array} consumerBootNonce
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.consumerBootNonce = $util.newBuffer([]);

                /**
                 * Order orderNumber.
                 * @member {Long} orderNumber
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.orderNumber = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Order previousOrder.
                 * @member {Uint8Array} previousOrder
                 * @memberof sov.ledger.v1.Order
                 * @instance
                 */
                Order.prototype.previousOrder = $util.newBuffer([]);

                /**
                 * Encodes the specified Order message. Does not implicitly {@link sov.ledger.v1.Order.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Order
                 * @static
                 * @param {sov.ledger.v1.Order.$Properties} message Order message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Order.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.orderId != null && $Object.hasOwnProperty.call(message, "orderId") && message.orderId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.orderId);
                    if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.consumer);
                    if (message.provider != null && $Object.hasOwnProperty.call(message, "provider") && message.provider.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.provider);
                    if (message.consumerCredential != null && $Object.hasOwnProperty.call(message, "consumerCredential") && message.consumerCredential.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.consumerCredential);
                    if (message.providerCredential != null && $Object.hasOwnProperty.call(message, "providerCredential") && message.providerCredential.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.providerCredential);
                    if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.createdMs);
                    if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.expiresMs);
                    if (message.modelManifest != null && $Object.hasOwnProperty.call(message, "modelManifest") && message.modelManifest.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.modelManifest);
                    if (message.requestCommitment != null && $Object.hasOwnProperty.call(message, "requestCommitment") && message.requestCommitment.length)
                        writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.requestCommitment);
                    if (message.paramsCommitment != null && $Object.hasOwnProperty.call(message, "paramsCommitment") && message.paramsCommitment.length)
                        writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.paramsCommitment);
                    if (message.maxPromptTokens != null && $Object.hasOwnProperty.call(message, "maxPromptTokens") && message.maxPromptTokens !== 0)
                        writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.maxPromptTokens);
                    if (message.maxOutputTokens != null && $Object.hasOwnProperty.call(message, "maxOutputTokens") && message.maxOutputTokens !== 0)
                        writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.maxOutputTokens);
                    if (message.priceTable != null && $Object.hasOwnProperty.call(message, "priceTable") && message.priceTable.length)
                        writer.uint32(/* id 14, wireType 2 =*/114).bytes(message.priceTable);
                    if (message.maxCharge != null && $Object.hasOwnProperty.call(message, "maxCharge") && (typeof message.maxCharge === "object" ? message.maxCharge.low || message.maxCharge.high : message.maxCharge !== 0))
                        writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.maxCharge);
                    if (message.voucherTokens != null && $Object.hasOwnProperty.call(message, "voucherTokens") && message.voucherTokens !== 0)
                        writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.voucherTokens);
                    if (message.voucherMs != null && $Object.hasOwnProperty.call(message, "voucherMs") && message.voucherMs !== 0)
                        writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.voucherMs);
                    if (message.policyDecision != null && $Object.hasOwnProperty.call(message, "policyDecision") && message.policyDecision.length)
                        writer.uint32(/* id 18, wireType 2 =*/146).bytes(message.policyDecision);
                    if (message.rootOrderId != null && $Object.hasOwnProperty.call(message, "rootOrderId") && message.rootOrderId.length)
                        writer.uint32(/* id 19, wireType 2 =*/154).bytes(message.rootOrderId);
                    if (message.shardIndex != null && $Object.hasOwnProperty.call(message, "shardIndex") && message.shardIndex !== 0)
                        writer.uint32(/* id 20, wireType 0 =*/160).uint32(message.shardIndex);
                    if (message.shardCount != null && $Object.hasOwnProperty.call(message, "shardCount") && message.shardCount !== 0)
                        writer.uint32(/* id 21, wireType 0 =*/168).uint32(message.shardCount);
                    if (message.continuation != null && $Object.hasOwnProperty.call(message, "continuation") && message.continuation !== 0)
                        writer.uint32(/* id 22, wireType 0 =*/176).uint32(message.continuation);
                    if (message.auditClass != null && $Object.hasOwnProperty.call(message, "auditClass") && message.auditClass !== 0)
                        writer.uint32(/* id 23, wireType 0 =*/184).int32(message.auditClass);
                    if (message.providerBootNonce != null && $Object.hasOwnProperty.call(message, "providerBootNonce") && message.providerBootNonce.length)
                        writer.uint32(/* id 24, wireType 2 =*/194).bytes(message.providerBootNonce);
                    if (message.consumerBootNonce != null && $Object.hasOwnProperty.call(message, "consumerBootNonce") && message.consumerBootNonce.length)
                        writer.uint32(/* id 25, wireType 2 =*/202).bytes(message.consumerBootNonce);
                    if (message.orderNumber != null && $Object.hasOwnProperty.call(message, "orderNumber") && (typeof message.orderNumber === "object" ? message.orderNumber.low || message.orderNumber.high : message.orderNumber !== 0))
                        writer.uint32(/* id 26, wireType 0 =*/208).uint64(message.orderNumber);
                    if (message.previousOrder != null && $Object.hasOwnProperty.call(message, "previousOrder") && message.previousOrder.length)
                        writer.uint32(/* id 27, wireType 2 =*/218).bytes(message.previousOrder);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Order message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Order
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Order & sov.ledger.v1.Order.$Shape} Order
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Order.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Order();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.orderId = value;
                                else
                                    delete message.orderId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consumer = value;
                                else
                                    delete message.consumer;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.provider = value;
                                else
                                    delete message.provider;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consumerCredential = value;
                                else
                                    delete message.consumerCredential;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.providerCredential = value;
                                else
                                    delete message.providerCredential;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.createdMs = value;
                                else
                                    delete message.createdMs;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresMs = value;
                                else
                                    delete message.expiresMs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.modelManifest = value;
                                else
                                    delete message.modelManifest;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.requestCommitment = value;
                                else
                                    delete message.requestCommitment;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.paramsCommitment = value;
                                else
                                    delete message.paramsCommitment;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxPromptTokens = value;
                                else
                                    delete message.maxPromptTokens;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxOutputTokens = value;
                                else
                                    delete message.maxOutputTokens;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.priceTable = value;
                                else
                                    delete message.priceTable;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.maxCharge = value;
                                else
                                    delete message.maxCharge;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.voucherTokens = value;
                                else
                                    delete message.voucherTokens;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.voucherMs = value;
                                else
                                    delete message.voucherMs;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.policyDecision = value;
                                else
                                    delete message.policyDecision;
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.rootOrderId = value;
                                else
                                    delete message.rootOrderId;
                                continue;
                            }
                        case 20: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.shardIndex = value;
                                else
                                    delete message.shardIndex;
                                continue;
                            }
                        case 21: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.shardCount = value;
                                else
                                    delete message.shardCount;
                                continue;
                            }
                        case 22: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.continuation = value;
                                else
                                    delete message.continuation;
                                continue;
                            }
                        case 23: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.auditClass = value;
                                else
                                    delete message.auditClass;
                                continue;
                            }
                        case 24: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.providerBootNonce = value;
                                else
                                    delete message.providerBootNonce;
                                continue;
                            }
                        case 25: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consumerBootNonce = value;
                                else
                                    delete message.consumerBootNonce;
                                continue;
                            }
                        case 26: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.orderNumber = value;
                                else
                                    delete message.orderNumber;
                                continue;
                            }
                        case 27: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.previousOrder = value;
                                else
                                    delete message.previousOrder;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Order;
            })();

            v1.Voucher = (function() {

                /**
                 * Properties of a Voucher.
                 * @typedef {Object} sov.ledger.v1.Voucher.$Properties
                 * @property {Uint8Array|null} [order] Voucher order
                 * @property {number|null} [number] Voucher number
                 * @property {number|null} [outputTokens] Voucher outputTokens
                 * @property {Uint8Array|null} [outputCommitment] Voucher outputCommitment
                 * @property {Long|null} [charge] Voucher charge
                 * @property {boolean|null} [isFinal] Voucher isFinal
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Voucher.
                 * @memberof sov.ledger.v1
                 * @interface IVoucher
                 * @augments sov.ledger.v1.Voucher.$Properties
                 * @deprecated Use sov.ledger.v1.Voucher.$Properties instead.
                 */

                /**
                 * Shape of a Voucher.
                 * @typedef {sov.ledger.v1.Voucher.$Properties} sov.ledger.v1.Voucher.$Shape
                 */

                /**
                 * Constructs a new Voucher.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Voucher.
                 * @constructor
                 * @param {sov.ledger.v1.Voucher.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Voucher = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Voucher order.
                 * @member {Uint8Array} order
                 * @memberof sov.ledger.v1.Voucher
                 * @instance
                 */
                Voucher.prototype.order = $util.newBuffer([]);

                /**
                 * Voucher number.
                 * @member {number} number
                 * @memberof sov.ledger.v1.Voucher
                 * @instance
                 */
                Voucher.prototype.number = 0;

                /**
                 * Voucher outputTokens.
                 * @member {number} outputTokens
                 * @memberof sov.ledger.v1.Voucher
                 * @instance
                 */
                Voucher.prototype.outputTokens = 0;

                /**
                 * Voucher outputCommitment.
                 * @member {Uint8Array} outputCommitment
                 * @memberof sov.ledger.v1.Voucher
                 * @instance
                 */
                Voucher.prototype.outputCommitment = $util.newBuffer([]);

                /**
                 * Voucher charge.
                 * @member {Long} charge
                 * @memberof sov.ledger.v1.Voucher
                 * @instance
                 */
                Voucher.prototype.charge = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Voucher isFinal.
                 * @member {boolean} isFinal
                 * @memberof sov.ledger.v1.Voucher
                 * @instance
                 */
                Voucher.prototype.isFinal = false;

                /**
                 * Encodes the specified Voucher message. Does not implicitly {@link sov.ledger.v1.Voucher.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Voucher
                 * @static
                 * @param {sov.ledger.v1.Voucher.$Properties} message Voucher message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Voucher.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order") && message.order.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.order);
                    if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.number);
                    if (message.outputTokens != null && $Object.hasOwnProperty.call(message, "outputTokens") && message.outputTokens !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.outputTokens);
                    if (message.outputCommitment != null && $Object.hasOwnProperty.call(message, "outputCommitment") && message.outputCommitment.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.outputCommitment);
                    if (message.charge != null && $Object.hasOwnProperty.call(message, "charge") && (typeof message.charge === "object" ? message.charge.low || message.charge.high : message.charge !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.charge);
                    if (message.isFinal != null && $Object.hasOwnProperty.call(message, "isFinal") && message.isFinal !== false)
                        writer.uint32(/* id 6, wireType 0 =*/48).bool(message.isFinal);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Voucher message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Voucher
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Voucher & sov.ledger.v1.Voucher.$Shape} Voucher
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Voucher.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Voucher();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.order = value;
                                else
                                    delete message.order;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.number = value;
                                else
                                    delete message.number;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.outputTokens = value;
                                else
                                    delete message.outputTokens;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.outputCommitment = value;
                                else
                                    delete message.outputCommitment;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.charge = value;
                                else
                                    delete message.charge;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.isFinal = value;
                                else
                                    delete message.isFinal;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Voucher;
            })();

            v1.Entry = (function() {

                /**
                 * Properties of an Entry.
                 * @typedef {Object} sov.ledger.v1.Entry.$Properties
                 * @property {Uint8Array|null} [networkId] Entry networkId
                 * @property {Uint8Array|null} [author] Entry author
                 * @property {number|null} [epoch] Entry epoch
                 * @property {Long|null} [seq] Entry seq
                 * @property {Uint8Array|null} [previous] Entry previous
                 * @property {Long|null} [timeMs] Entry timeMs
                 * @property {Uint8Array|null} [newestOrder] Entry newestOrder
                 * @property {Array.<sov.ledger.v1.PairConfirmation.$Properties>|null} [confirmations] Entry confirmations
                 * @property {sov.ledger.v1.Genesis.$Properties|null} [genesis] Entry genesis
                 * @property {sov.ledger.v1.Statement.$Properties|null} [statement] Entry statement
                 * @property {sov.ledger.v1.Countersign.$Properties|null} [countersign] Entry countersign
                 * @property {sov.ledger.v1.Succession.$Properties|null} [succession] Entry succession
                 * @property {sov.ledger.v1.EpochReset.$Properties|null} [epochReset] Entry epochReset
                 * @property {sov.ledger.v1.Adjustment.$Properties|null} [adjustment] Entry adjustment
                 * @property {"genesis"|"statement"|"countersign"|"succession"|"epochReset"|"adjustment"} [body] Entry body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Entry.
                 * @memberof sov.ledger.v1
                 * @interface IEntry
                 * @augments sov.ledger.v1.Entry.$Properties
                 * @deprecated Use sov.ledger.v1.Entry.$Properties instead.
                 */

                /**
                 * Narrowed shape of an Entry.
                 * @typedef {{
                 *   networkId?: Uint8Array|null;
                 *   author?: Uint8Array|null;
                 *   epoch?: number|null;
                 *   seq?: Long|null;
                 *   previous?: Uint8Array|null;
                 *   timeMs?: Long|null;
                 *   newestOrder?: Uint8Array|null;
                 *   confirmations?: Array.<sov.ledger.v1.PairConfirmation.$Shape>|null;
                 *   genesis?: sov.ledger.v1.Genesis.$Shape|null;
                 *   statement?: sov.ledger.v1.Statement.$Shape|null;
                 *   countersign?: sov.ledger.v1.Countersign.$Shape|null;
                 *   succession?: sov.ledger.v1.Succession.$Shape|null;
                 *   epochReset?: sov.ledger.v1.EpochReset.$Shape|null;
                 *   adjustment?: sov.ledger.v1.Adjustment.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; genesis?: null; statement?: null; countersign?: null; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "genesis"; genesis: sov.ledger.v1.Genesis.$Shape; statement?: null; countersign?: null; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "statement"; genesis?: null; statement: sov.ledger.v1.Statement.$Shape; countersign?: null; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "countersign"; genesis?: null; statement?: null; countersign: sov.ledger.v1.Countersign.$Shape; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "succession"; genesis?: null; statement?: null; countersign?: null; succession: sov.ledger.v1.Succession.$Shape; epochReset?: null; adjustment?: null }|{ body?: "epochReset"; genesis?: null; statement?: null; countersign?: null; succession?: null; epochReset: sov.ledger.v1.EpochReset.$Shape; adjustment?: null }|{ body?: "adjustment"; genesis?: null; statement?: null; countersign?: null; succession?: null; epochReset?: null; adjustment: sov.ledger.v1.Adjustment.$Shape })
                 * )} sov.ledger.v1.Entry.$Shape
                 */

                /**
                 * Constructs a new Entry.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an Entry.
                 * @constructor
                 * @param {sov.ledger.v1.Entry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Entry = function (properties) {
                    this.confirmations = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Entry networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.networkId = $util.newBuffer([]);

                /**
                 * Entry author.
                 * @member {Uint8Array} author
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.author = $util.newBuffer([]);

                /**
                 * Entry epoch.
                 * @member {number} epoch
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.epoch = 0;

                /**
                 * Entry seq.
                 * @member {Long} seq
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Entry previous.
                 * @member {Uint8Array} previous
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.previous = $util.newBuffer([]);

                /**
                 * Entry timeMs.
                 * @member {Long} timeMs
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Entry newestOrder.
                 * @member {Uint8Array} newestOrder
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.newestOrder = $util.newBuffer([]);

                /**
                 * Entry confirmations.
                 * @member {Array.<sov.ledger.v1.PairConfirmation.$Properties>} confirmations
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.confirmations = $util.emptyArray;

                /**
                 * Entry genesis.
                 * @member {sov.ledger.v1.Genesis.$Properties|null|undefined} genesis
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.genesis = null;

                /**
                 * Entry statement.
                 * @member {sov.ledger.v1.Statement.$Properties|null|undefined} statement
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.statement = null;

                /**
                 * Entry countersign.
                 * @member {sov.ledger.v1.Countersign.$Properties|null|undefined} countersign
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.countersign = null;

                /**
                 * Entry succession.
                 * @member {sov.ledger.v1.Succession.$Properties|null|undefined} succession
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.succession = null;

                /**
                 * Entry epochReset.
                 * @member {sov.ledger.v1.EpochReset.$Properties|null|undefined} epochReset
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.epochReset = null;

                /**
                 * Entry adjustment.
                 * @member {sov.ledger.v1.Adjustment.$Properties|null|undefined} adjustment
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                Entry.prototype.adjustment = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Entry body.
                 * @member {"genesis"|"statement"|"countersign"|"succession"|"epochReset"|"adjustment"|undefined} body
                 * @memberof sov.ledger.v1.Entry
                 * @instance
                 */
                $Object.defineProperty(Entry.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["genesis", "statement", "countersign", "succession", "epochReset", "adjustment"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Entry message. Does not implicitly {@link sov.ledger.v1.Entry.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Entry
                 * @static
                 * @param {sov.ledger.v1.Entry.$Properties} message Entry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Entry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.author);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.epoch);
                    if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.seq);
                    if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.previous);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.timeMs);
                    if (message.newestOrder != null && $Object.hasOwnProperty.call(message, "newestOrder") && message.newestOrder.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.newestOrder);
                    if (message.confirmations != null && message.confirmations.length)
                        for (let i = 0; i < message.confirmations.length; ++i)
                            $root.sov.ledger.v1.PairConfirmation.encode(message.confirmations[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.genesis != null && $Object.hasOwnProperty.call(message, "genesis"))
                        $root.sov.ledger.v1.Genesis.encode(message.genesis, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.statement != null && $Object.hasOwnProperty.call(message, "statement"))
                        $root.sov.ledger.v1.Statement.encode(message.statement, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.countersign != null && $Object.hasOwnProperty.call(message, "countersign"))
                        $root.sov.ledger.v1.Countersign.encode(message.countersign, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.succession != null && $Object.hasOwnProperty.call(message, "succession"))
                        $root.sov.ledger.v1.Succession.encode(message.succession, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.epochReset != null && $Object.hasOwnProperty.call(message, "epochReset"))
                        $root.sov.ledger.v1.EpochReset.encode(message.epochReset, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.adjustment != null && $Object.hasOwnProperty.call(message, "adjustment"))
                        $root.sov.ledger.v1.Adjustment.encode(message.adjustment, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Entry message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Entry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Entry & sov.ledger.v1.Entry.$Shape} Entry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Entry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Entry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.author = value;
                                else
                                    delete message.author;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seq = value;
                                else
                                    delete message.seq;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.previous = value;
                                else
                                    delete message.previous;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.newestOrder = value;
                                else
                                    delete message.newestOrder;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.confirmations && message.confirmations.length))
                                    message.confirmations = [];
                                message.confirmations.push($root.sov.ledger.v1.PairConfirmation.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.genesis = $root.sov.ledger.v1.Genesis.decode(reader, reader.size(), $undefined, _depth + 1, message.genesis);
                                message.body = "genesis";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.statement = $root.sov.ledger.v1.Statement.decode(reader, reader.size(), $undefined, _depth + 1, message.statement);
                                message.body = "statement";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.countersign = $root.sov.ledger.v1.Countersign.decode(reader, reader.size(), $undefined, _depth + 1, message.countersign);
                                message.body = "countersign";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.succession = $root.sov.ledger.v1.Succession.decode(reader, reader.size(), $undefined, _depth + 1, message.succession);
                                message.body = "succession";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.epochReset = $root.sov.ledger.v1.EpochReset.decode(reader, reader.size(), $undefined, _depth + 1, message.epochReset);
                                message.body = "epochReset";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.adjustment = $root.sov.ledger.v1.Adjustment.decode(reader, reader.size(), $undefined, _depth + 1, message.adjustment);
                                message.body = "adjustment";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Entry;
            })();

            v1.PairConfirmation = (function() {

                /**
                 * Properties of a PairConfirmation.
                 * @typedef {Object} sov.ledger.v1.PairConfirmation.$Properties
                 * @property {Uint8Array|null} [consumer] PairConfirmation consumer
                 * @property {Long|null} [pairNumber] PairConfirmation pairNumber
                 * @property {Uint8Array|null} [countersign] PairConfirmation countersign
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PairConfirmation.
                 * @memberof sov.ledger.v1
                 * @interface IPairConfirmation
                 * @augments sov.ledger.v1.PairConfirmation.$Properties
                 * @deprecated Use sov.ledger.v1.PairConfirmation.$Properties instead.
                 */

                /**
                 * Shape of a PairConfirmation.
                 * @typedef {sov.ledger.v1.PairConfirmation.$Properties} sov.ledger.v1.PairConfirmation.$Shape
                 */

                /**
                 * Constructs a new PairConfirmation.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a PairConfirmation.
                 * @constructor
                 * @param {sov.ledger.v1.PairConfirmation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PairConfirmation = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PairConfirmation consumer.
                 * @member {Uint8Array} consumer
                 * @memberof sov.ledger.v1.PairConfirmation
                 * @instance
                 */
                PairConfirmation.prototype.consumer = $util.newBuffer([]);

                /**
                 * PairConfirmation pairNumber.
                 * @member {Long} pairNumber
                 * @memberof sov.ledger.v1.PairConfirmation
                 * @instance
                 */
                PairConfirmation.prototype.pairNumber = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * PairConfirmation countersign.
                 * @member {Uint8Array} countersign
                 * @memberof sov.ledger.v1.PairConfirmation
                 * @instance
                 */
                PairConfirmation.prototype.countersign = $util.newBuffer([]);

                /**
                 * Encodes the specified PairConfirmation message. Does not implicitly {@link sov.ledger.v1.PairConfirmation.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.PairConfirmation
                 * @static
                 * @param {sov.ledger.v1.PairConfirmation.$Properties} message PairConfirmation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PairConfirmation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.consumer);
                    if (message.pairNumber != null && $Object.hasOwnProperty.call(message, "pairNumber") && (typeof message.pairNumber === "object" ? message.pairNumber.low || message.pairNumber.high : message.pairNumber !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.pairNumber);
                    if (message.countersign != null && $Object.hasOwnProperty.call(message, "countersign") && message.countersign.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.countersign);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PairConfirmation message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.PairConfirmation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.PairConfirmation & sov.ledger.v1.PairConfirmation.$Shape} PairConfirmation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PairConfirmation.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.PairConfirmation();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consumer = value;
                                else
                                    delete message.consumer;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.pairNumber = value;
                                else
                                    delete message.pairNumber;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.countersign = value;
                                else
                                    delete message.countersign;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PairConfirmation;
            })();

            v1.Genesis = (function() {

                /**
                 * Properties of a Genesis.
                 * @typedef {Object} sov.ledger.v1.Genesis.$Properties
                 * @property {Uint8Array|null} [credential] Genesis credential
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Genesis.
                 * @memberof sov.ledger.v1
                 * @interface IGenesis
                 * @augments sov.ledger.v1.Genesis.$Properties
                 * @deprecated Use sov.ledger.v1.Genesis.$Properties instead.
                 */

                /**
                 * Shape of a Genesis.
                 * @typedef {sov.ledger.v1.Genesis.$Properties} sov.ledger.v1.Genesis.$Shape
                 */

                /**
                 * Constructs a new Genesis.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Genesis.
                 * @constructor
                 * @param {sov.ledger.v1.Genesis.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Genesis = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Genesis credential.
                 * @member {Uint8Array} credential
                 * @memberof sov.ledger.v1.Genesis
                 * @instance
                 */
                Genesis.prototype.credential = $util.newBuffer([]);

                /**
                 * Encodes the specified Genesis message. Does not implicitly {@link sov.ledger.v1.Genesis.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Genesis
                 * @static
                 * @param {sov.ledger.v1.Genesis.$Properties} message Genesis message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Genesis.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.credential);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Genesis message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Genesis
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Genesis & sov.ledger.v1.Genesis.$Shape} Genesis
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Genesis.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Genesis();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.credential = value;
                                else
                                    delete message.credential;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Genesis;
            })();

            /**
             * StatementStatus enum.
             * @name sov.ledger.v1.StatementStatus
             * @enum {number}
             * @property {number} STATEMENT_STATUS_UNSPECIFIED=0 STATEMENT_STATUS_UNSPECIFIED value
             * @property {number} STATEMENT_STATUS_COMPLETE=1 STATEMENT_STATUS_COMPLETE value
             * @property {number} STATEMENT_STATUS_LENGTH=2 STATEMENT_STATUS_LENGTH value
             * @property {number} STATEMENT_STATUS_CANCELLED=3 STATEMENT_STATUS_CANCELLED value
             * @property {number} STATEMENT_STATUS_FAILED=4 STATEMENT_STATUS_FAILED value
             */
            v1.StatementStatus = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "STATEMENT_STATUS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "STATEMENT_STATUS_COMPLETE"] = 1;
                values[valuesById[2] = "STATEMENT_STATUS_LENGTH"] = 2;
                values[valuesById[3] = "STATEMENT_STATUS_CANCELLED"] = 3;
                values[valuesById[4] = "STATEMENT_STATUS_FAILED"] = 4;
                return values;
            })();

            v1.Statement = (function() {

                /**
                 * Properties of a Statement.
                 * @typedef {Object} sov.ledger.v1.Statement.$Properties
                 * @property {Uint8Array|null} [order] Statement order
                 * @property {Uint8Array|null} [consumer] Statement consumer
                 * @property {sov.ledger.v1.StatementStatus|null} [status] Statement status
                 * @property {number|null} [promptTokens] Statement promptTokens
                 * @property {number|null} [cachedTokens] Statement cachedTokens
                 * @property {number|null} [outputTokens] Statement outputTokens
                 * @property {Uint8Array|null} [outputCommitment] Statement outputCommitment
                 * @property {Long|null} [charge] Statement charge
                 * @property {Uint8Array|null} [voucher] Statement voucher
                 * @property {Long|null} [startedMs] Statement startedMs
                 * @property {Long|null} [endedMs] Statement endedMs
                 * @property {string|null} [engine] Statement engine
                 * @property {boolean|null} [isAttested] Statement isAttested
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Statement.
                 * @memberof sov.ledger.v1
                 * @interface IStatement
                 * @augments sov.ledger.v1.Statement.$Properties
                 * @deprecated Use sov.ledger.v1.Statement.$Properties instead.
                 */

                /**
                 * Shape of a Statement.
                 * @typedef {sov.ledger.v1.Statement.$Properties} sov.ledger.v1.Statement.$Shape
                 */

                /**
                 * Constructs a new Statement.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Statement.
                 * @constructor
                 * @param {sov.ledger.v1.Statement.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Statement = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Statement order.
                 * @member {Uint8Array} order
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.order = $util.newBuffer([]);

                /**
                 * Statement consumer.
                 * @member {Uint8Array} consumer
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.consumer = $util.newBuffer([]);

                /**
                 * Statement status.
                 * @member {sov.ledger.v1.StatementStatus} status
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.status = 0;

                /**
                 * Statement promptTokens.
                 * @member {number} promptTokens
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.promptTokens = 0;

                /**
                 * Statement cachedTokens.
                 * @member {number} cachedTokens
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.cachedTokens = 0;

                /**
                 * Statement outputTokens.
                 * @member {number} outputTokens
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.outputTokens = 0;

                /**
                 * Statement outputCommitment.
                 * @member {Uint8Array} outputCommitment
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.outputCommitment = $util.newBuffer([]);

                /**
                 * Statement charge.
                 * @member {Long} charge
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.charge = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Statement voucher.
                 * @member {Uint8Array} voucher
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.voucher = $util.newBuffer([]);

                /**
                 * Statement startedMs.
                 * @member {Long} startedMs
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.startedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Statement endedMs.
                 * @member {Long} endedMs
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.endedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Statement engine.
                 * @member {string} engine
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.engine = "";

                /**
                 * Statement isAttested.
                 * @member {boolean} isAttested
                 * @memberof sov.ledger.v1.Statement
                 * @instance
                 */
                Statement.prototype.isAttested = false;

                /**
                 * Encodes the specified Statement message. Does not implicitly {@link sov.ledger.v1.Statement.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Statement
                 * @static
                 * @param {sov.ledger.v1.Statement.$Properties} message Statement message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Statement.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order") && message.order.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.order);
                    if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.consumer);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.status);
                    if (message.promptTokens != null && $Object.hasOwnProperty.call(message, "promptTokens") && message.promptTokens !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.promptTokens);
                    if (message.cachedTokens != null && $Object.hasOwnProperty.call(message, "cachedTokens") && message.cachedTokens !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.cachedTokens);
                    if (message.outputTokens != null && $Object.hasOwnProperty.call(message, "outputTokens") && message.outputTokens !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.outputTokens);
                    if (message.outputCommitment != null && $Object.hasOwnProperty.call(message, "outputCommitment") && message.outputCommitment.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.outputCommitment);
                    if (message.charge != null && $Object.hasOwnProperty.call(message, "charge") && (typeof message.charge === "object" ? message.charge.low || message.charge.high : message.charge !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.charge);
                    if (message.voucher != null && $Object.hasOwnProperty.call(message, "voucher") && message.voucher.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.voucher);
                    if (message.startedMs != null && $Object.hasOwnProperty.call(message, "startedMs") && (typeof message.startedMs === "object" ? message.startedMs.low || message.startedMs.high : message.startedMs !== 0))
                        writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.startedMs);
                    if (message.endedMs != null && $Object.hasOwnProperty.call(message, "endedMs") && (typeof message.endedMs === "object" ? message.endedMs.low || message.endedMs.high : message.endedMs !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.endedMs);
                    if (message.engine != null && $Object.hasOwnProperty.call(message, "engine") && message.engine !== "")
                        writer.uint32(/* id 12, wireType 2 =*/98).string(message.engine);
                    if (message.isAttested != null && $Object.hasOwnProperty.call(message, "isAttested") && message.isAttested !== false)
                        writer.uint32(/* id 13, wireType 0 =*/104).bool(message.isAttested);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Statement message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Statement
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Statement & sov.ledger.v1.Statement.$Shape} Statement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Statement.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Statement();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.order = value;
                                else
                                    delete message.order;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consumer = value;
                                else
                                    delete message.consumer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.promptTokens = value;
                                else
                                    delete message.promptTokens;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.cachedTokens = value;
                                else
                                    delete message.cachedTokens;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.outputTokens = value;
                                else
                                    delete message.outputTokens;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.outputCommitment = value;
                                else
                                    delete message.outputCommitment;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.charge = value;
                                else
                                    delete message.charge;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.voucher = value;
                                else
                                    delete message.voucher;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.startedMs = value;
                                else
                                    delete message.startedMs;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.endedMs = value;
                                else
                                    delete message.endedMs;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.engine = value;
                                else
                                    delete message.engine;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.isAttested = value;
                                else
                                    delete message.isAttested;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Statement;
            })();

            /**
             * Verdict enum.
             * @name sov.ledger.v1.Verdict
             * @enum {number}
             * @property {number} VERDICT_UNSPECIFIED=0 VERDICT_UNSPECIFIED value
             * @property {number} VERDICT_ACCEPT=1 VERDICT_ACCEPT value
             * @property {number} VERDICT_DISPUTE=2 VERDICT_DISPUTE value
             */
            v1.Verdict = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "VERDICT_UNSPECIFIED"] = 0;
                values[valuesById[1] = "VERDICT_ACCEPT"] = 1;
                values[valuesById[2] = "VERDICT_DISPUTE"] = 2;
                return values;
            })();

            /**
             * DisputeReason enum.
             * @name sov.ledger.v1.DisputeReason
             * @enum {number}
             * @property {number} DISPUTE_REASON_UNSPECIFIED=0 DISPUTE_REASON_UNSPECIFIED value
             * @property {number} DISPUTE_REASON_COUNTS=1 DISPUTE_REASON_COUNTS value
             * @property {number} DISPUTE_REASON_CHARGE=2 DISPUTE_REASON_CHARGE value
             * @property {number} DISPUTE_REASON_COMMITMENT=3 DISPUTE_REASON_COMMITMENT value
             * @property {number} DISPUTE_REASON_ORDER=4 DISPUTE_REASON_ORDER value
             */
            v1.DisputeReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "DISPUTE_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "DISPUTE_REASON_COUNTS"] = 1;
                values[valuesById[2] = "DISPUTE_REASON_CHARGE"] = 2;
                values[valuesById[3] = "DISPUTE_REASON_COMMITMENT"] = 3;
                values[valuesById[4] = "DISPUTE_REASON_ORDER"] = 4;
                return values;
            })();

            v1.Countersign = (function() {

                /**
                 * Properties of a Countersign.
                 * @typedef {Object} sov.ledger.v1.Countersign.$Properties
                 * @property {Uint8Array|null} [statement] Countersign statement
                 * @property {Uint8Array|null} [provider] Countersign provider
                 * @property {sov.ledger.v1.Verdict|null} [verdict] Countersign verdict
                 * @property {sov.ledger.v1.DisputeReason|null} [reason] Countersign reason
                 * @property {number|null} [ownPromptTokens] Countersign ownPromptTokens
                 * @property {number|null} [ownOutputTokens] Countersign ownOutputTokens
                 * @property {Long|null} [ownCharge] Countersign ownCharge
                 * @property {Long|null} [pairNumber] Countersign pairNumber
                 * @property {Long|null} [pairTotal] Countersign pairTotal
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Countersign.
                 * @memberof sov.ledger.v1
                 * @interface ICountersign
                 * @augments sov.ledger.v1.Countersign.$Properties
                 * @deprecated Use sov.ledger.v1.Countersign.$Properties instead.
                 */

                /**
                 * Shape of a Countersign.
                 * @typedef {sov.ledger.v1.Countersign.$Properties} sov.ledger.v1.Countersign.$Shape
                 */

                /**
                 * Constructs a new Countersign.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Countersign.
                 * @constructor
                 * @param {sov.ledger.v1.Countersign.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Countersign = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Countersign statement.
                 * @member {Uint8Array} statement
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.statement = $util.newBuffer([]);

                /**
                 * Countersign provider.
                 * @member {Uint8Array} provider
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.provider = $util.newBuffer([]);

                /**
                 * Countersign verdict.
                 * @member {sov.ledger.v1.Verdict} verdict
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.verdict = 0;

                /**
                 * Countersign reason.
                 * @member {sov.ledger.v1.DisputeReason} reason
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.reason = 0;

                /**
                 * Countersign ownPromptTokens.
                 * @member {number} ownPromptTokens
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.ownPromptTokens = 0;

                /**
                 * Countersign ownOutputTokens.
                 * @member {number} ownOutputTokens
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.ownOutputTokens = 0;

                /**
                 * Countersign ownCharge.
                 * @member {Long} ownCharge
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.ownCharge = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Countersign pairNumber.
                 * @member {Long} pairNumber
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.pairNumber = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Countersign pairTotal.
                 * @member {Long} pairTotal
                 * @memberof sov.ledger.v1.Countersign
                 * @instance
                 */
                Countersign.prototype.pairTotal = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified Countersign message. Does not implicitly {@link sov.ledger.v1.Countersign.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Countersign
                 * @static
                 * @param {sov.ledger.v1.Countersign.$Properties} message Countersign message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Countersign.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.statement != null && $Object.hasOwnProperty.call(message, "statement") && message.statement.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.statement);
                    if (message.provider != null && $Object.hasOwnProperty.call(message, "provider") && message.provider.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.provider);
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.verdict);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.reason);
                    if (message.ownPromptTokens != null && $Object.hasOwnProperty.call(message, "ownPromptTokens") && message.ownPromptTokens !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.ownPromptTokens);
                    if (message.ownOutputTokens != null && $Object.hasOwnProperty.call(message, "ownOutputTokens") && message.ownOutputTokens !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.ownOutputTokens);
                    if (message.ownCharge != null && $Object.hasOwnProperty.call(message, "ownCharge") && (typeof message.ownCharge === "object" ? message.ownCharge.low || message.ownCharge.high : message.ownCharge !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.ownCharge);
                    if (message.pairNumber != null && $Object.hasOwnProperty.call(message, "pairNumber") && (typeof message.pairNumber === "object" ? message.pairNumber.low || message.pairNumber.high : message.pairNumber !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.pairNumber);
                    if (message.pairTotal != null && $Object.hasOwnProperty.call(message, "pairTotal") && (typeof message.pairTotal === "object" ? message.pairTotal.low || message.pairTotal.high : message.pairTotal !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.pairTotal);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Countersign message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Countersign
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Countersign & sov.ledger.v1.Countersign.$Shape} Countersign
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Countersign.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Countersign();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.statement = value;
                                else
                                    delete message.statement;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.provider = value;
                                else
                                    delete message.provider;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.verdict = value;
                                else
                                    delete message.verdict;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.ownPromptTokens = value;
                                else
                                    delete message.ownPromptTokens;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.ownOutputTokens = value;
                                else
                                    delete message.ownOutputTokens;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ownCharge = value;
                                else
                                    delete message.ownCharge;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.pairNumber = value;
                                else
                                    delete message.pairNumber;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.pairTotal = value;
                                else
                                    delete message.pairTotal;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Countersign;
            })();

            v1.Succession = (function() {

                /**
                 * Properties of a Succession.
                 * @typedef {Object} sov.ledger.v1.Succession.$Properties
                 * @property {Uint8Array|null} [grant] Succession grant
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Succession.
                 * @memberof sov.ledger.v1
                 * @interface ISuccession
                 * @augments sov.ledger.v1.Succession.$Properties
                 * @deprecated Use sov.ledger.v1.Succession.$Properties instead.
                 */

                /**
                 * Shape of a Succession.
                 * @typedef {sov.ledger.v1.Succession.$Properties} sov.ledger.v1.Succession.$Shape
                 */

                /**
                 * Constructs a new Succession.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Succession.
                 * @constructor
                 * @param {sov.ledger.v1.Succession.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Succession = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Succession grant.
                 * @member {Uint8Array} grant
                 * @memberof sov.ledger.v1.Succession
                 * @instance
                 */
                Succession.prototype.grant = $util.newBuffer([]);

                /**
                 * Encodes the specified Succession message. Does not implicitly {@link sov.ledger.v1.Succession.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Succession
                 * @static
                 * @param {sov.ledger.v1.Succession.$Properties} message Succession message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Succession.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && message.grant.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.grant);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Succession message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Succession
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Succession & sov.ledger.v1.Succession.$Shape} Succession
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Succession.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Succession();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.grant = value;
                                else
                                    delete message.grant;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Succession;
            })();

            v1.EpochReset = (function() {

                /**
                 * Properties of an EpochReset.
                 * @typedef {Object} sov.ledger.v1.EpochReset.$Properties
                 * @property {Uint8Array|null} [grant] EpochReset grant
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EpochReset.
                 * @memberof sov.ledger.v1
                 * @interface IEpochReset
                 * @augments sov.ledger.v1.EpochReset.$Properties
                 * @deprecated Use sov.ledger.v1.EpochReset.$Properties instead.
                 */

                /**
                 * Shape of an EpochReset.
                 * @typedef {sov.ledger.v1.EpochReset.$Properties} sov.ledger.v1.EpochReset.$Shape
                 */

                /**
                 * Constructs a new EpochReset.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an EpochReset.
                 * @constructor
                 * @param {sov.ledger.v1.EpochReset.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EpochReset = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EpochReset grant.
                 * @member {Uint8Array} grant
                 * @memberof sov.ledger.v1.EpochReset
                 * @instance
                 */
                EpochReset.prototype.grant = $util.newBuffer([]);

                /**
                 * Encodes the specified EpochReset message. Does not implicitly {@link sov.ledger.v1.EpochReset.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.EpochReset
                 * @static
                 * @param {sov.ledger.v1.EpochReset.$Properties} message EpochReset message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EpochReset.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && message.grant.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.grant);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EpochReset message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.EpochReset
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.EpochReset & sov.ledger.v1.EpochReset.$Shape} EpochReset
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EpochReset.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.EpochReset();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.grant = value;
                                else
                                    delete message.grant;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EpochReset;
            })();

            v1.Adjustment = (function() {

                /**
                 * Properties of an Adjustment.
                 * @typedef {Object} sov.ledger.v1.Adjustment.$Properties
                 * @property {Uint8Array|null} [award] Adjustment award
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Adjustment.
                 * @memberof sov.ledger.v1
                 * @interface IAdjustment
                 * @augments sov.ledger.v1.Adjustment.$Properties
                 * @deprecated Use sov.ledger.v1.Adjustment.$Properties instead.
                 */

                /**
                 * Shape of an Adjustment.
                 * @typedef {sov.ledger.v1.Adjustment.$Properties} sov.ledger.v1.Adjustment.$Shape
                 */

                /**
                 * Constructs a new Adjustment.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an Adjustment.
                 * @constructor
                 * @param {sov.ledger.v1.Adjustment.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Adjustment = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Adjustment award.
                 * @member {Uint8Array} award
                 * @memberof sov.ledger.v1.Adjustment
                 * @instance
                 */
                Adjustment.prototype.award = $util.newBuffer([]);

                /**
                 * Encodes the specified Adjustment message. Does not implicitly {@link sov.ledger.v1.Adjustment.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Adjustment
                 * @static
                 * @param {sov.ledger.v1.Adjustment.$Properties} message Adjustment message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Adjustment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.award != null && $Object.hasOwnProperty.call(message, "award") && message.award.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.award);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Adjustment message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Adjustment
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Adjustment & sov.ledger.v1.Adjustment.$Shape} Adjustment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Adjustment.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Adjustment();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.award = value;
                                else
                                    delete message.award;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Adjustment;
            })();

            v1.SuccessionGrant = (function() {

                /**
                 * Properties of a SuccessionGrant.
                 * @typedef {Object} sov.ledger.v1.SuccessionGrant.$Properties
                 * @property {Uint8Array|null} [networkId] SuccessionGrant networkId
                 * @property {Uint8Array|null} [predecessor] SuccessionGrant predecessor
                 * @property {Uint8Array|null} [successor] SuccessionGrant successor
                 * @property {Long|null} [timeMs] SuccessionGrant timeMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SuccessionGrant.
                 * @memberof sov.ledger.v1
                 * @interface ISuccessionGrant
                 * @augments sov.ledger.v1.SuccessionGrant.$Properties
                 * @deprecated Use sov.ledger.v1.SuccessionGrant.$Properties instead.
                 */

                /**
                 * Shape of a SuccessionGrant.
                 * @typedef {sov.ledger.v1.SuccessionGrant.$Properties} sov.ledger.v1.SuccessionGrant.$Shape
                 */

                /**
                 * Constructs a new SuccessionGrant.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a SuccessionGrant.
                 * @constructor
                 * @param {sov.ledger.v1.SuccessionGrant.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SuccessionGrant = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SuccessionGrant networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.SuccessionGrant
                 * @instance
                 */
                SuccessionGrant.prototype.networkId = $util.newBuffer([]);

                /**
                 * SuccessionGrant predecessor.
                 * @member {Uint8Array} predecessor
                 * @memberof sov.ledger.v1.SuccessionGrant
                 * @instance
                 */
                SuccessionGrant.prototype.predecessor = $util.newBuffer([]);

                /**
                 * SuccessionGrant successor.
                 * @member {Uint8Array} successor
                 * @memberof sov.ledger.v1.SuccessionGrant
                 * @instance
                 */
                SuccessionGrant.prototype.successor = $util.newBuffer([]);

                /**
                 * SuccessionGrant timeMs.
                 * @member {Long} timeMs
                 * @memberof sov.ledger.v1.SuccessionGrant
                 * @instance
                 */
                SuccessionGrant.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified SuccessionGrant message. Does not implicitly {@link sov.ledger.v1.SuccessionGrant.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.SuccessionGrant
                 * @static
                 * @param {sov.ledger.v1.SuccessionGrant.$Properties} message SuccessionGrant message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SuccessionGrant.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.predecessor != null && $Object.hasOwnProperty.call(message, "predecessor") && message.predecessor.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.predecessor);
                    if (message.successor != null && $Object.hasOwnProperty.call(message, "successor") && message.successor.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.successor);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.timeMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SuccessionGrant message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.SuccessionGrant
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.SuccessionGrant & sov.ledger.v1.SuccessionGrant.$Shape} SuccessionGrant
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SuccessionGrant.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.SuccessionGrant();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.predecessor = value;
                                else
                                    delete message.predecessor;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.successor = value;
                                else
                                    delete message.successor;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SuccessionGrant;
            })();

            v1.EpochGrant = (function() {

                /**
                 * Properties of an EpochGrant.
                 * @typedef {Object} sov.ledger.v1.EpochGrant.$Properties
                 * @property {Uint8Array|null} [networkId] EpochGrant networkId
                 * @property {Uint8Array|null} [author] EpochGrant author
                 * @property {number|null} [epoch] EpochGrant epoch
                 * @property {Uint8Array|null} [lastAccepted] EpochGrant lastAccepted
                 * @property {Long|null} [timeMs] EpochGrant timeMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EpochGrant.
                 * @memberof sov.ledger.v1
                 * @interface IEpochGrant
                 * @augments sov.ledger.v1.EpochGrant.$Properties
                 * @deprecated Use sov.ledger.v1.EpochGrant.$Properties instead.
                 */

                /**
                 * Shape of an EpochGrant.
                 * @typedef {sov.ledger.v1.EpochGrant.$Properties} sov.ledger.v1.EpochGrant.$Shape
                 */

                /**
                 * Constructs a new EpochGrant.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an EpochGrant.
                 * @constructor
                 * @param {sov.ledger.v1.EpochGrant.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EpochGrant = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EpochGrant networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.EpochGrant
                 * @instance
                 */
                EpochGrant.prototype.networkId = $util.newBuffer([]);

                /**
                 * EpochGrant author.
                 * @member {Uint8Array} author
                 * @memberof sov.ledger.v1.EpochGrant
                 * @instance
                 */
                EpochGrant.prototype.author = $util.newBuffer([]);

                /**
                 * EpochGrant epoch.
                 * @member {number} epoch
                 * @memberof sov.ledger.v1.EpochGrant
                 * @instance
                 */
                EpochGrant.prototype.epoch = 0;

                /**
                 * EpochGrant lastAccepted.
                 * @member {Uint8Array} lastAccepted
                 * @memberof sov.ledger.v1.EpochGrant
                 * @instance
                 */
                EpochGrant.prototype.lastAccepted = $util.newBuffer([]);

                /**
                 * EpochGrant timeMs.
                 * @member {Long} timeMs
                 * @memberof sov.ledger.v1.EpochGrant
                 * @instance
                 */
                EpochGrant.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified EpochGrant message. Does not implicitly {@link sov.ledger.v1.EpochGrant.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.EpochGrant
                 * @static
                 * @param {sov.ledger.v1.EpochGrant.$Properties} message EpochGrant message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EpochGrant.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.author);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.epoch);
                    if (message.lastAccepted != null && $Object.hasOwnProperty.call(message, "lastAccepted") && message.lastAccepted.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.lastAccepted);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.timeMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EpochGrant message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.EpochGrant
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.EpochGrant & sov.ledger.v1.EpochGrant.$Shape} EpochGrant
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EpochGrant.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.EpochGrant();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.author = value;
                                else
                                    delete message.author;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.lastAccepted = value;
                                else
                                    delete message.lastAccepted;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EpochGrant;
            })();

            v1.Award = (function() {

                /**
                 * Properties of an Award.
                 * @typedef {Object} sov.ledger.v1.Award.$Properties
                 * @property {Uint8Array|null} [networkId] Award networkId
                 * @property {Uint8Array|null} [awardId] Award awardId
                 * @property {Uint8Array|null} [debtor] Award debtor
                 * @property {Uint8Array|null} [creditor] Award creditor
                 * @property {Long|null} [amount] Award amount
                 * @property {Uint8Array|null} [subject] Award subject
                 * @property {Long|null} [timeMs] Award timeMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Award.
                 * @memberof sov.ledger.v1
                 * @interface IAward
                 * @augments sov.ledger.v1.Award.$Properties
                 * @deprecated Use sov.ledger.v1.Award.$Properties instead.
                 */

                /**
                 * Shape of an Award.
                 * @typedef {sov.ledger.v1.Award.$Properties} sov.ledger.v1.Award.$Shape
                 */

                /**
                 * Constructs a new Award.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an Award.
                 * @constructor
                 * @param {sov.ledger.v1.Award.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Award = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Award networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.networkId = $util.newBuffer([]);

                /**
                 * Award awardId.
                 * @member {Uint8Array} awardId
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.awardId = $util.newBuffer([]);

                /**
                 * Award debtor.
                 * @member {Uint8Array} debtor
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.debtor = $util.newBuffer([]);

                /**
                 * Award creditor.
                 * @member {Uint8Array} creditor
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.creditor = $util.newBuffer([]);

                /**
                 * Award amount.
                 * @member {Long} amount
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.amount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Award subject.
                 * @member {Uint8Array} subject
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.subject = $util.newBuffer([]);

                /**
                 * Award timeMs.
                 * @member {Long} timeMs
                 * @memberof sov.ledger.v1.Award
                 * @instance
                 */
                Award.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified Award message. Does not implicitly {@link sov.ledger.v1.Award.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Award
                 * @static
                 * @param {sov.ledger.v1.Award.$Properties} message Award message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Award.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.awardId != null && $Object.hasOwnProperty.call(message, "awardId") && message.awardId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.awardId);
                    if (message.debtor != null && $Object.hasOwnProperty.call(message, "debtor") && message.debtor.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.debtor);
                    if (message.creditor != null && $Object.hasOwnProperty.call(message, "creditor") && message.creditor.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.creditor);
                    if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && (typeof message.amount === "object" ? message.amount.low || message.amount.high : message.amount !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.amount);
                    if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.subject);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.timeMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Award message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Award
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Award & sov.ledger.v1.Award.$Shape} Award
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Award.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Award();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.awardId = value;
                                else
                                    delete message.awardId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.debtor = value;
                                else
                                    delete message.debtor;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.creditor = value;
                                else
                                    delete message.creditor;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.amount = value;
                                else
                                    delete message.amount;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.subject = value;
                                else
                                    delete message.subject;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Award;
            })();

            v1.Head = (function() {

                /**
                 * Properties of a Head.
                 * @typedef {Object} sov.ledger.v1.Head.$Properties
                 * @property {Uint8Array|null} [networkId] Head networkId
                 * @property {Uint8Array|null} [author] Head author
                 * @property {number|null} [epoch] Head epoch
                 * @property {Long|null} [seq] Head seq
                 * @property {Uint8Array|null} [entry] Head entry
                 * @property {Long|null} [timeMs] Head timeMs
                 * @property {Uint8Array|null} [merkleRoot] Head merkleRoot
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Head.
                 * @memberof sov.ledger.v1
                 * @interface IHead
                 * @augments sov.ledger.v1.Head.$Properties
                 * @deprecated Use sov.ledger.v1.Head.$Properties instead.
                 */

                /**
                 * Shape of a Head.
                 * @typedef {sov.ledger.v1.Head.$Properties} sov.ledger.v1.Head.$Shape
                 */

                /**
                 * Constructs a new Head.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Head.
                 * @constructor
                 * @param {sov.ledger.v1.Head.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Head = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Head networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.networkId = $util.newBuffer([]);

                /**
                 * Head author.
                 * @member {Uint8Array} author
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.author = $util.newBuffer([]);

                /**
                 * Head epoch.
                 * @member {number} epoch
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.epoch = 0;

                /**
                 * Head seq.
                 * @member {Long} seq
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Head entry.
                 * @member {Uint8Array} entry
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.entry = $util.newBuffer([]);

                /**
                 * Head timeMs.
                 * @member {Long} timeMs
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Head merkleRoot.
                 * @member {Uint8Array} merkleRoot
                 * @memberof sov.ledger.v1.Head
                 * @instance
                 */
                Head.prototype.merkleRoot = $util.newBuffer([]);

                /**
                 * Encodes the specified Head message. Does not implicitly {@link sov.ledger.v1.Head.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Head
                 * @static
                 * @param {sov.ledger.v1.Head.$Properties} message Head message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Head.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.author);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.epoch);
                    if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.seq);
                    if (message.entry != null && $Object.hasOwnProperty.call(message, "entry") && message.entry.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.entry);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.timeMs);
                    if (message.merkleRoot != null && $Object.hasOwnProperty.call(message, "merkleRoot") && message.merkleRoot.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.merkleRoot);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Head message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Head
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Head & sov.ledger.v1.Head.$Shape} Head
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Head.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Head();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.author = value;
                                else
                                    delete message.author;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seq = value;
                                else
                                    delete message.seq;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.entry = value;
                                else
                                    delete message.entry;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.merkleRoot = value;
                                else
                                    delete message.merkleRoot;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Head;
            })();

            v1.ForkProof = (function() {

                /**
                 * Properties of a ForkProof.
                 * @typedef {Object} sov.ledger.v1.ForkProof.$Properties
                 * @property {Uint8Array|null} [first] ForkProof first
                 * @property {Uint8Array|null} [second] ForkProof second
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ForkProof.
                 * @memberof sov.ledger.v1
                 * @interface IForkProof
                 * @augments sov.ledger.v1.ForkProof.$Properties
                 * @deprecated Use sov.ledger.v1.ForkProof.$Properties instead.
                 */

                /**
                 * Shape of a ForkProof.
                 * @typedef {sov.ledger.v1.ForkProof.$Properties} sov.ledger.v1.ForkProof.$Shape
                 */

                /**
                 * Constructs a new ForkProof.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a ForkProof.
                 * @constructor
                 * @param {sov.ledger.v1.ForkProof.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ForkProof = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ForkProof first.
                 * @member {Uint8Array} first
                 * @memberof sov.ledger.v1.ForkProof
                 * @instance
                 */
                ForkProof.prototype.first = $util.newBuffer([]);

                /**
                 * ForkProof second.
                 * @member {Uint8Array} second
                 * @memberof sov.ledger.v1.ForkProof
                 * @instance
                 */
                ForkProof.prototype.second = $util.newBuffer([]);

                /**
                 * Encodes the specified ForkProof message. Does not implicitly {@link sov.ledger.v1.ForkProof.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.ForkProof
                 * @static
                 * @param {sov.ledger.v1.ForkProof.$Properties} message ForkProof message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ForkProof.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.first);
                    if (message.second != null && $Object.hasOwnProperty.call(message, "second") && message.second.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.second);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ForkProof message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.ForkProof
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.ForkProof & sov.ledger.v1.ForkProof.$Shape} ForkProof
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ForkProof.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.ForkProof();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.first = value;
                                else
                                    delete message.first;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.second = value;
                                else
                                    delete message.second;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ForkProof;
            })();

            v1.PriceTable = (function() {

                /**
                 * Properties of a PriceTable.
                 * @typedef {Object} sov.ledger.v1.PriceTable.$Properties
                 * @property {Uint8Array|null} [networkId] PriceTable networkId
                 * @property {number|null} [version] PriceTable version
                 * @property {Long|null} [effectiveMs] PriceTable effectiveMs
                 * @property {number|null} [promptRate] PriceTable promptRate
                 * @property {number|null} [outputRate] PriceTable outputRate
                 * @property {number|null} [contextRate] PriceTable contextRate
                 * @property {boolean|null} [isFreeInsideOrganisation] PriceTable isFreeInsideOrganisation
                 * @property {Long|null} [creditLimit] PriceTable creditLimit
                 * @property {Long|null} [startingLine] PriceTable startingLine
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PriceTable.
                 * @memberof sov.ledger.v1
                 * @interface IPriceTable
                 * @augments sov.ledger.v1.PriceTable.$Properties
                 * @deprecated Use sov.ledger.v1.PriceTable.$Properties instead.
                 */

                /**
                 * Shape of a PriceTable.
                 * @typedef {sov.ledger.v1.PriceTable.$Properties} sov.ledger.v1.PriceTable.$Shape
                 */

                /**
                 * Constructs a new PriceTable.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a PriceTable.
                 * @constructor
                 * @param {sov.ledger.v1.PriceTable.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PriceTable = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PriceTable networkId.
                 * @member {Uint8Array} networkId
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.networkId = $util.newBuffer([]);

                /**
                 * PriceTable version.
                 * @member {number} version
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.version = 0;

                /**
                 * PriceTable effectiveMs.
                 * @member {Long} effectiveMs
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.effectiveMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * PriceTable promptRate.
                 * @member {number} promptRate
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.promptRate = 0;

                /**
                 * PriceTable outputRate.
                 * @member {number} outputRate
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.outputRate = 0;

                /**
                 * PriceTable contextRate.
                 * @member {number} contextRate
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.contextRate = 0;

                /**
                 * PriceTable isFreeInsideOrganisation.
                 * @member {boolean} isFreeInsideOrganisation
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.isFreeInsideOrganisation = false;

                /**
                 * PriceTable creditLimit.
                 * @member {Long} creditLimit
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.creditLimit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * PriceTable startingLine.
                 * @member {Long} startingLine
                 * @memberof sov.ledger.v1.PriceTable
                 * @instance
                 */
                PriceTable.prototype.startingLine = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified PriceTable message. Does not implicitly {@link sov.ledger.v1.PriceTable.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.PriceTable
                 * @static
                 * @param {sov.ledger.v1.PriceTable.$Properties} message PriceTable message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PriceTable.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.networkId != null && $Object.hasOwnProperty.call(message, "networkId") && message.networkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.networkId);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
                    if (message.effectiveMs != null && $Object.hasOwnProperty.call(message, "effectiveMs") && (typeof message.effectiveMs === "object" ? message.effectiveMs.low || message.effectiveMs.high : message.effectiveMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.effectiveMs);
                    if (message.promptRate != null && $Object.hasOwnProperty.call(message, "promptRate") && message.promptRate !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.promptRate);
                    if (message.outputRate != null && $Object.hasOwnProperty.call(message, "outputRate") && message.outputRate !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.outputRate);
                    if (message.contextRate != null && $Object.hasOwnProperty.call(message, "contextRate") && message.contextRate !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.contextRate);
                    if (message.isFreeInsideOrganisation != null && $Object.hasOwnProperty.call(message, "isFreeInsideOrganisation") && message.isFreeInsideOrganisation !== false)
                        writer.uint32(/* id 7, wireType 0 =*/56).bool(message.isFreeInsideOrganisation);
                    if (message.creditLimit != null && $Object.hasOwnProperty.call(message, "creditLimit") && (typeof message.creditLimit === "object" ? message.creditLimit.low || message.creditLimit.high : message.creditLimit !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.creditLimit);
                    if (message.startingLine != null && $Object.hasOwnProperty.call(message, "startingLine") && (typeof message.startingLine === "object" ? message.startingLine.low || message.startingLine.high : message.startingLine !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.startingLine);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PriceTable message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.PriceTable
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.PriceTable & sov.ledger.v1.PriceTable.$Shape} PriceTable
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PriceTable.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.PriceTable();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.networkId = value;
                                else
                                    delete message.networkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.effectiveMs = value;
                                else
                                    delete message.effectiveMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.promptRate = value;
                                else
                                    delete message.promptRate;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.outputRate = value;
                                else
                                    delete message.outputRate;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.contextRate = value;
                                else
                                    delete message.contextRate;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.isFreeInsideOrganisation = value;
                                else
                                    delete message.isFreeInsideOrganisation;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.creditLimit = value;
                                else
                                    delete message.creditLimit;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.startingLine = value;
                                else
                                    delete message.startingLine;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PriceTable;
            })();

            v1.LedgerFrame = (function() {

                /**
                 * Properties of a LedgerFrame.
                 * @typedef {Object} sov.ledger.v1.LedgerFrame.$Properties
                 * @property {Uint8Array|null} [countersign] LedgerFrame countersign
                 * @property {sov.ledger.v1.Stored.$Properties|null} [stored] LedgerFrame stored
                 * @property {Uint8Array|null} [voucher] LedgerFrame voucher
                 * @property {sov.ledger.v1.ReceiptBundle.$Properties|null} [statement] LedgerFrame statement
                 * @property {sov.ledger.v1.Unknown.$Properties|null} [unknown] LedgerFrame unknown
                 * @property {sov.ledger.v1.Announcement.$Properties|null} [announce] LedgerFrame announce
                 * @property {sov.ledger.v1.Known.$Properties|null} [known] LedgerFrame known
                 * @property {sov.ledger.v1.Range.$Properties|null} [range] LedgerFrame range
                 * @property {sov.ledger.v1.Records.$Properties|null} [records] LedgerFrame records
                 * @property {sov.ledger.v1.ForkProof.$Properties|null} [fork] LedgerFrame fork
                 * @property {Uint8Array|null} [decision] LedgerFrame decision
                 * @property {sov.wire.v1.Error.$Properties|null} [error] LedgerFrame error
                 * @property {"countersign"|"stored"|"voucher"|"statement"|"unknown"|"announce"|"known"|"range"|"records"|"fork"|"decision"} [kind] LedgerFrame kind
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LedgerFrame.
                 * @memberof sov.ledger.v1
                 * @interface ILedgerFrame
                 * @augments sov.ledger.v1.LedgerFrame.$Properties
                 * @deprecated Use sov.ledger.v1.LedgerFrame.$Properties instead.
                 */

                /**
                 * Narrowed shape of a LedgerFrame.
                 * @typedef {{
                 *   countersign?: Uint8Array|null;
                 *   stored?: sov.ledger.v1.Stored.$Shape|null;
                 *   voucher?: Uint8Array|null;
                 *   statement?: sov.ledger.v1.ReceiptBundle.$Shape|null;
                 *   unknown?: sov.ledger.v1.Unknown.$Shape|null;
                 *   announce?: sov.ledger.v1.Announcement.$Shape|null;
                 *   known?: sov.ledger.v1.Known.$Shape|null;
                 *   range?: sov.ledger.v1.Range.$Shape|null;
                 *   records?: sov.ledger.v1.Records.$Shape|null;
                 *   fork?: sov.ledger.v1.ForkProof.$Shape|null;
                 *   decision?: Uint8Array|null;
                 *   error?: sov.wire.v1.Error.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ kind?: undefined; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "countersign"; countersign: Uint8Array; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "stored"; countersign?: null; stored: sov.ledger.v1.Stored.$Shape; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "voucher"; countersign?: null; stored?: null; voucher: Uint8Array; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "statement"; countersign?: null; stored?: null; voucher?: null; statement: sov.ledger.v1.ReceiptBundle.$Shape; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "unknown"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown: sov.ledger.v1.Unknown.$Shape; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "announce"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce: sov.ledger.v1.Announcement.$Shape; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "known"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known: sov.ledger.v1.Known.$Shape; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "range"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range: sov.ledger.v1.Range.$Shape; records?: null; fork?: null; decision?: null }|{ kind?: "records"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records: sov.ledger.v1.Records.$Shape; fork?: null; decision?: null }|{ kind?: "fork"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork: sov.ledger.v1.ForkProof.$Shape; decision?: null }|{ kind?: "decision"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision: Uint8Array })
                 * )} sov.ledger.v1.LedgerFrame.$Shape
                 */

                /**
                 * Constructs a new LedgerFrame.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a LedgerFrame.
                 * @constructor
                 * @param {sov.ledger.v1.LedgerFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LedgerFrame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LedgerFrame countersign.
                 * @member {Uint8Array|null|undefined} countersign
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.countersign = null;

                /**
                 * LedgerFrame stored.
                 * @member {sov.ledger.v1.Stored.$Properties|null|undefined} stored
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.stored = null;

                /**
                 * LedgerFrame voucher.
                 * @member {Uint8Array|null|undefined} voucher
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.voucher = null;

                /**
                 * LedgerFrame statement.
                 * @member {sov.ledger.v1.ReceiptBundle.$Properties|null|undefined} statement
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.statement = null;

                /**
                 * LedgerFrame unknown.
                 * @member {sov.ledger.v1.Unknown.$Properties|null|undefined} unknown
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.unknown = null;

                /**
                 * LedgerFrame announce.
                 * @member {sov.ledger.v1.Announcement.$Properties|null|undefined} announce
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.announce = null;

                /**
                 * LedgerFrame known.
                 * @member {sov.ledger.v1.Known.$Properties|null|undefined} known
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.known = null;

                /**
                 * LedgerFrame range.
                 * @member {sov.ledger.v1.Range.$Properties|null|undefined} range
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.range = null;

                /**
                 * LedgerFrame records.
                 * @member {sov.ledger.v1.Records.$Properties|null|undefined} records
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.records = null;

                /**
                 * LedgerFrame fork.
                 * @member {sov.ledger.v1.ForkProof.$Properties|null|undefined} fork
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.fork = null;

                /**
                 * LedgerFrame decision.
                 * @member {Uint8Array|null|undefined} decision
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.decision = null;

                /**
                 * LedgerFrame error.
                 * @member {sov.wire.v1.Error.$Properties|null|undefined} error
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                LedgerFrame.prototype.error = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * LedgerFrame kind.
                 * @member {"countersign"|"stored"|"voucher"|"statement"|"unknown"|"announce"|"known"|"range"|"records"|"fork"|"decision"|undefined} kind
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @instance
                 */
                $Object.defineProperty(LedgerFrame.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["countersign", "stored", "voucher", "statement", "unknown", "announce", "known", "range", "records", "fork", "decision"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified LedgerFrame message. Does not implicitly {@link sov.ledger.v1.LedgerFrame.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @static
                 * @param {sov.ledger.v1.LedgerFrame.$Properties} message LedgerFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LedgerFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.countersign != null && $Object.hasOwnProperty.call(message, "countersign"))
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.countersign);
                    if (message.stored != null && $Object.hasOwnProperty.call(message, "stored"))
                        $root.sov.ledger.v1.Stored.encode(message.stored, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.voucher != null && $Object.hasOwnProperty.call(message, "voucher"))
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.voucher);
                    if (message.statement != null && $Object.hasOwnProperty.call(message, "statement"))
                        $root.sov.ledger.v1.ReceiptBundle.encode(message.statement, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.unknown != null && $Object.hasOwnProperty.call(message, "unknown"))
                        $root.sov.ledger.v1.Unknown.encode(message.unknown, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.announce != null && $Object.hasOwnProperty.call(message, "announce"))
                        $root.sov.ledger.v1.Announcement.encode(message.announce, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.known != null && $Object.hasOwnProperty.call(message, "known"))
                        $root.sov.ledger.v1.Known.encode(message.known, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.range != null && $Object.hasOwnProperty.call(message, "range"))
                        $root.sov.ledger.v1.Range.encode(message.range, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.records != null && $Object.hasOwnProperty.call(message, "records"))
                        $root.sov.ledger.v1.Records.encode(message.records, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.fork != null && $Object.hasOwnProperty.call(message, "fork"))
                        $root.sov.ledger.v1.ForkProof.encode(message.fork, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                        writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.decision);
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.sov.wire.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LedgerFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.LedgerFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.LedgerFrame & sov.ledger.v1.LedgerFrame.$Shape} LedgerFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LedgerFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.LedgerFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.countersign = reader.bytes();
                                message.kind = "countersign";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.stored = $root.sov.ledger.v1.Stored.decode(reader, reader.size(), $undefined, _depth + 1, message.stored);
                                message.kind = "stored";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.voucher = reader.bytes();
                                message.kind = "voucher";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.statement = $root.sov.ledger.v1.ReceiptBundle.decode(reader, reader.size(), $undefined, _depth + 1, message.statement);
                                message.kind = "statement";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.unknown = $root.sov.ledger.v1.Unknown.decode(reader, reader.size(), $undefined, _depth + 1, message.unknown);
                                message.kind = "unknown";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.announce = $root.sov.ledger.v1.Announcement.decode(reader, reader.size(), $undefined, _depth + 1, message.announce);
                                message.kind = "announce";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.known = $root.sov.ledger.v1.Known.decode(reader, reader.size(), $undefined, _depth + 1, message.known);
                                message.kind = "known";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.range = $root.sov.ledger.v1.Range.decode(reader, reader.size(), $undefined, _depth + 1, message.range);
                                message.kind = "range";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.records = $root.sov.ledger.v1.Records.decode(reader, reader.size(), $undefined, _depth + 1, message.records);
                                message.kind = "records";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.fork = $root.sov.ledger.v1.ForkProof.decode(reader, reader.size(), $undefined, _depth + 1, message.fork);
                                message.kind = "fork";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.decision = reader.bytes();
                                message.kind = "decision";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.sov.wire.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LedgerFrame;
            })();

            v1.Stored = (function() {

                /**
                 * Properties of a Stored.
                 * @typedef {Object} sov.ledger.v1.Stored.$Properties
                 * @property {Uint8Array|null} [digest] Stored digest
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Stored.
                 * @memberof sov.ledger.v1
                 * @interface IStored
                 * @augments sov.ledger.v1.Stored.$Properties
                 * @deprecated Use sov.ledger.v1.Stored.$Properties instead.
                 */

                /**
                 * Shape of a Stored.
                 * @typedef {sov.ledger.v1.Stored.$Properties} sov.ledger.v1.Stored.$Shape
                 */

                /**
                 * Constructs a new Stored.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Stored.
                 * @constructor
                 * @param {sov.ledger.v1.Stored.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Stored = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Stored digest.
                 * @member {Uint8Array} digest
                 * @memberof sov.ledger.v1.Stored
                 * @instance
                 */
                Stored.prototype.digest = $util.newBuffer([]);

                /**
                 * Encodes the specified Stored message. Does not implicitly {@link sov.ledger.v1.Stored.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Stored
                 * @static
                 * @param {sov.ledger.v1.Stored.$Properties} message Stored message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Stored.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.digest);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Stored message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Stored
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Stored & sov.ledger.v1.Stored.$Shape} Stored
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Stored.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Stored();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.digest = value;
                                else
                                    delete message.digest;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Stored;
            })();

            v1.Unknown = (function() {

                /**
                 * Properties of an Unknown.
                 * @typedef {Object} sov.ledger.v1.Unknown.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Unknown.
                 * @memberof sov.ledger.v1
                 * @interface IUnknown
                 * @augments sov.ledger.v1.Unknown.$Properties
                 * @deprecated Use sov.ledger.v1.Unknown.$Properties instead.
                 */

                /**
                 * Shape of an Unknown.
                 * @typedef {sov.ledger.v1.Unknown.$Properties} sov.ledger.v1.Unknown.$Shape
                 */

                /**
                 * Constructs a new Unknown.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an Unknown.
                 * @constructor
                 * @param {sov.ledger.v1.Unknown.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Unknown = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Unknown message. Does not implicitly {@link sov.ledger.v1.Unknown.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Unknown
                 * @static
                 * @param {sov.ledger.v1.Unknown.$Properties} message Unknown message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Unknown.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Unknown message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Unknown
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Unknown & sov.ledger.v1.Unknown.$Shape} Unknown
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Unknown.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Unknown();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Unknown;
            })();

            v1.Announcement = (function() {

                /**
                 * Properties of an Announcement.
                 * @typedef {Object} sov.ledger.v1.Announcement.$Properties
                 * @property {Uint8Array|null} [head] Announcement head
                 * @property {Array.<Uint8Array>|null} [entries] Announcement entries
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Announcement.
                 * @memberof sov.ledger.v1
                 * @interface IAnnouncement
                 * @augments sov.ledger.v1.Announcement.$Properties
                 * @deprecated Use sov.ledger.v1.Announcement.$Properties instead.
                 */

                /**
                 * Shape of an Announcement.
                 * @typedef {sov.ledger.v1.Announcement.$Properties} sov.ledger.v1.Announcement.$Shape
                 */

                /**
                 * Constructs a new Announcement.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents an Announcement.
                 * @constructor
                 * @param {sov.ledger.v1.Announcement.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Announcement = function (properties) {
                    this.entries = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Announcement head.
                 * @member {Uint8Array} head
                 * @memberof sov.ledger.v1.Announcement
                 * @instance
                 */
                Announcement.prototype.head = $util.newBuffer([]);

                /**
                 * Announcement entries.
                 * @member {Array.<Uint8Array>} entries
                 * @memberof sov.ledger.v1.Announcement
                 * @instance
                 */
                Announcement.prototype.entries = $util.emptyArray;

                /**
                 * Encodes the specified Announcement message. Does not implicitly {@link sov.ledger.v1.Announcement.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Announcement
                 * @static
                 * @param {sov.ledger.v1.Announcement.$Properties} message Announcement message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Announcement.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.head != null && $Object.hasOwnProperty.call(message, "head") && message.head.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.head);
                    if (message.entries != null && message.entries.length)
                        for (let i = 0; i < message.entries.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.entries[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Announcement message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Announcement
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Announcement & sov.ledger.v1.Announcement.$Shape} Announcement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Announcement.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Announcement();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.head = value;
                                else
                                    delete message.head;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.entries && message.entries.length))
                                    message.entries = [];
                                message.entries.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Announcement;
            })();

            v1.Known = (function() {

                /**
                 * Properties of a Known.
                 * @typedef {Object} sov.ledger.v1.Known.$Properties
                 * @property {Uint8Array|null} [position] Known position
                 * @property {sov.ledger.v1.ForkProof.$Properties|null} [proof] Known proof
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Known.
                 * @memberof sov.ledger.v1
                 * @interface IKnown
                 * @augments sov.ledger.v1.Known.$Properties
                 * @deprecated Use sov.ledger.v1.Known.$Properties instead.
                 */

                /**
                 * Shape of a Known.
                 * @typedef {sov.ledger.v1.Known.$Properties} sov.ledger.v1.Known.$Shape
                 */

                /**
                 * Constructs a new Known.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Known.
                 * @constructor
                 * @param {sov.ledger.v1.Known.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Known = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Known position.
                 * @member {Uint8Array} position
                 * @memberof sov.ledger.v1.Known
                 * @instance
                 */
                Known.prototype.position = $util.newBuffer([]);

                /**
                 * Known proof.
                 * @member {sov.ledger.v1.ForkProof.$Properties|null|undefined} proof
                 * @memberof sov.ledger.v1.Known
                 * @instance
                 */
                Known.prototype.proof = null;

                /**
                 * Encodes the specified Known message. Does not implicitly {@link sov.ledger.v1.Known.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Known
                 * @static
                 * @param {sov.ledger.v1.Known.$Properties} message Known message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Known.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.position != null && $Object.hasOwnProperty.call(message, "position") && message.position.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.position);
                    if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                        $root.sov.ledger.v1.ForkProof.encode(message.proof, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Known message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Known
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Known & sov.ledger.v1.Known.$Shape} Known
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Known.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Known();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.position = value;
                                else
                                    delete message.position;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.proof = $root.sov.ledger.v1.ForkProof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Known;
            })();

            v1.Range = (function() {

                /**
                 * Properties of a Range.
                 * @typedef {Object} sov.ledger.v1.Range.$Properties
                 * @property {Uint8Array|null} [author] Range author
                 * @property {number|null} [epoch] Range epoch
                 * @property {Long|null} [fromSeq] Range fromSeq
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Range.
                 * @memberof sov.ledger.v1
                 * @interface IRange
                 * @augments sov.ledger.v1.Range.$Properties
                 * @deprecated Use sov.ledger.v1.Range.$Properties instead.
                 */

                /**
                 * Shape of a Range.
                 * @typedef {sov.ledger.v1.Range.$Properties} sov.ledger.v1.Range.$Shape
                 */

                /**
                 * Constructs a new Range.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Range.
                 * @constructor
                 * @param {sov.ledger.v1.Range.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Range = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Range author.
                 * @member {Uint8Array} author
                 * @memberof sov.ledger.v1.Range
                 * @instance
                 */
                Range.prototype.author = $util.newBuffer([]);

                /**
                 * Range epoch.
                 * @member {number} epoch
                 * @memberof sov.ledger.v1.Range
                 * @instance
                 */
                Range.prototype.epoch = 0;

                /**
                 * Range fromSeq.
                 * @member {Long} fromSeq
                 * @memberof sov.ledger.v1.Range
                 * @instance
                 */
                Range.prototype.fromSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified Range message. Does not implicitly {@link sov.ledger.v1.Range.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Range
                 * @static
                 * @param {sov.ledger.v1.Range.$Properties} message Range message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Range.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.author);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.epoch);
                    if (message.fromSeq != null && $Object.hasOwnProperty.call(message, "fromSeq") && (typeof message.fromSeq === "object" ? message.fromSeq.low || message.fromSeq.high : message.fromSeq !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.fromSeq);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Range message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Range
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Range & sov.ledger.v1.Range.$Shape} Range
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Range.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Range();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.author = value;
                                else
                                    delete message.author;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.fromSeq = value;
                                else
                                    delete message.fromSeq;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Range;
            })();

            v1.Records = (function() {

                /**
                 * Properties of a Records.
                 * @typedef {Object} sov.ledger.v1.Records.$Properties
                 * @property {Array.<sov.ledger.v1.LedgerRecord.$Properties>|null} [records] Records records
                 * @property {boolean|null} [hasMore] Records hasMore
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Records.
                 * @memberof sov.ledger.v1
                 * @interface IRecords
                 * @augments sov.ledger.v1.Records.$Properties
                 * @deprecated Use sov.ledger.v1.Records.$Properties instead.
                 */

                /**
                 * Shape of a Records.
                 * @typedef {sov.ledger.v1.Records.$Properties} sov.ledger.v1.Records.$Shape
                 */

                /**
                 * Constructs a new Records.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a Records.
                 * @constructor
                 * @param {sov.ledger.v1.Records.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Records = function (properties) {
                    this.records = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Records records.
                 * @member {Array.<sov.ledger.v1.LedgerRecord.$Properties>} records
                 * @memberof sov.ledger.v1.Records
                 * @instance
                 */
                Records.prototype.records = $util.emptyArray;

                /**
                 * Records hasMore.
                 * @member {boolean} hasMore
                 * @memberof sov.ledger.v1.Records
                 * @instance
                 */
                Records.prototype.hasMore = false;

                /**
                 * Encodes the specified Records message. Does not implicitly {@link sov.ledger.v1.Records.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.Records
                 * @static
                 * @param {sov.ledger.v1.Records.$Properties} message Records message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Records.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.records != null && message.records.length)
                        for (let i = 0; i < message.records.length; ++i)
                            $root.sov.ledger.v1.LedgerRecord.encode(message.records[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.hasMore != null && $Object.hasOwnProperty.call(message, "hasMore") && message.hasMore !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.hasMore);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Records message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.Records
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Records & sov.ledger.v1.Records.$Shape} Records
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Records.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.Records();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.records && message.records.length))
                                    message.records = [];
                                message.records.push($root.sov.ledger.v1.LedgerRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.hasMore = value;
                                else
                                    delete message.hasMore;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Records;
            })();

            v1.LedgerRecord = (function() {

                /**
                 * Properties of a LedgerRecord.
                 * @typedef {Object} sov.ledger.v1.LedgerRecord.$Properties
                 * @property {Uint8Array|null} [entry] LedgerRecord entry
                 * @property {sov.ledger.v1.ReceiptBundle.$Properties|null} [receipt] LedgerRecord receipt
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LedgerRecord.
                 * @memberof sov.ledger.v1
                 * @interface ILedgerRecord
                 * @augments sov.ledger.v1.LedgerRecord.$Properties
                 * @deprecated Use sov.ledger.v1.LedgerRecord.$Properties instead.
                 */

                /**
                 * Shape of a LedgerRecord.
                 * @typedef {sov.ledger.v1.LedgerRecord.$Properties} sov.ledger.v1.LedgerRecord.$Shape
                 */

                /**
                 * Constructs a new LedgerRecord.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a LedgerRecord.
                 * @constructor
                 * @param {sov.ledger.v1.LedgerRecord.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LedgerRecord = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LedgerRecord entry.
                 * @member {Uint8Array} entry
                 * @memberof sov.ledger.v1.LedgerRecord
                 * @instance
                 */
                LedgerRecord.prototype.entry = $util.newBuffer([]);

                /**
                 * LedgerRecord receipt.
                 * @member {sov.ledger.v1.ReceiptBundle.$Properties|null|undefined} receipt
                 * @memberof sov.ledger.v1.LedgerRecord
                 * @instance
                 */
                LedgerRecord.prototype.receipt = null;

                /**
                 * Encodes the specified LedgerRecord message. Does not implicitly {@link sov.ledger.v1.LedgerRecord.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.LedgerRecord
                 * @static
                 * @param {sov.ledger.v1.LedgerRecord.$Properties} message LedgerRecord message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LedgerRecord.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.entry != null && $Object.hasOwnProperty.call(message, "entry") && message.entry.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.entry);
                    if (message.receipt != null && $Object.hasOwnProperty.call(message, "receipt"))
                        $root.sov.ledger.v1.ReceiptBundle.encode(message.receipt, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LedgerRecord message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.LedgerRecord
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.LedgerRecord & sov.ledger.v1.LedgerRecord.$Shape} LedgerRecord
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LedgerRecord.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.LedgerRecord();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.entry = value;
                                else
                                    delete message.entry;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.receipt = $root.sov.ledger.v1.ReceiptBundle.decode(reader, reader.size(), $undefined, _depth + 1, message.receipt);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LedgerRecord;
            })();

            v1.ReceiptBundle = (function() {

                /**
                 * Properties of a ReceiptBundle.
                 * @typedef {Object} sov.ledger.v1.ReceiptBundle.$Properties
                 * @property {number|null} [version] ReceiptBundle version
                 * @property {Uint8Array|null} [order] ReceiptBundle order
                 * @property {Uint8Array|null} [voucher] ReceiptBundle voucher
                 * @property {Uint8Array|null} [statement] ReceiptBundle statement
                 * @property {Uint8Array|null} [countersign] ReceiptBundle countersign
                 * @property {sov.membership.v1.CredentialChain.$Properties|null} [consumer] ReceiptBundle consumer
                 * @property {sov.membership.v1.CredentialChain.$Properties|null} [provider] ReceiptBundle provider
                 * @property {Uint8Array|null} [priceTable] ReceiptBundle priceTable
                 * @property {Uint8Array|null} [manifest] ReceiptBundle manifest
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReceiptBundle.
                 * @memberof sov.ledger.v1
                 * @interface IReceiptBundle
                 * @augments sov.ledger.v1.ReceiptBundle.$Properties
                 * @deprecated Use sov.ledger.v1.ReceiptBundle.$Properties instead.
                 */

                /**
                 * Shape of a ReceiptBundle.
                 * @typedef {sov.ledger.v1.ReceiptBundle.$Properties} sov.ledger.v1.ReceiptBundle.$Shape
                 */

                /**
                 * Constructs a new ReceiptBundle.
                 * @memberof sov.ledger.v1
                 * @classdesc Represents a ReceiptBundle.
                 * @constructor
                 * @param {sov.ledger.v1.ReceiptBundle.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReceiptBundle = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReceiptBundle version.
                 * @member {number} version
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.version = 0;

                /**
                 * ReceiptBundle order.
                 * @member {Uint8Array} order
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.order = $util.newBuffer([]);

                /**
                 * ReceiptBundle voucher.
                 * @member {Uint8Array} voucher
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.voucher = $util.newBuffer([]);

                /**
                 * ReceiptBundle statement.
                 * @member {Uint8Array} statement
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.statement = $util.newBuffer([]);

                /**
                 * ReceiptBundle countersign.
                 * @member {Uint8Array} countersign
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.countersign = $util.newBuffer([]);

                /**
                 * ReceiptBundle consumer.
                 * @member {sov.membership.v1.CredentialChain.$Properties|null|undefined} consumer
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.consumer = null;

                /**
                 * ReceiptBundle provider.
                 * @member {sov.membership.v1.CredentialChain.$Properties|null|undefined} provider
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.provider = null;

                /**
                 * ReceiptBundle priceTable.
                 * @member {Uint8Array} priceTable
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.priceTable = $util.newBuffer([]);

                /**
                 * ReceiptBundle manifest.
                 * @member {Uint8Array} manifest
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @instance
                 */
                ReceiptBundle.prototype.manifest = $util.newBuffer([]);

                /**
                 * Encodes the specified ReceiptBundle message. Does not implicitly {@link sov.ledger.v1.ReceiptBundle.verify|verify} messages.
                 * @function encode
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @static
                 * @param {sov.ledger.v1.ReceiptBundle.$Properties} message ReceiptBundle message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReceiptBundle.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order") && message.order.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.order);
                    if (message.voucher != null && $Object.hasOwnProperty.call(message, "voucher") && message.voucher.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.voucher);
                    if (message.statement != null && $Object.hasOwnProperty.call(message, "statement") && message.statement.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.statement);
                    if (message.countersign != null && $Object.hasOwnProperty.call(message, "countersign") && message.countersign.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.countersign);
                    if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer"))
                        $root.sov.membership.v1.CredentialChain.encode(message.consumer, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.provider != null && $Object.hasOwnProperty.call(message, "provider"))
                        $root.sov.membership.v1.CredentialChain.encode(message.provider, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.priceTable != null && $Object.hasOwnProperty.call(message, "priceTable") && message.priceTable.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.priceTable);
                    if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.manifest);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReceiptBundle message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.ledger.v1.ReceiptBundle
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.ReceiptBundle & sov.ledger.v1.ReceiptBundle.$Shape} ReceiptBundle
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReceiptBundle.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.ledger.v1.ReceiptBundle();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.order = value;
                                else
                                    delete message.order;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.voucher = value;
                                else
                                    delete message.voucher;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.statement = value;
                                else
                                    delete message.statement;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.countersign = value;
                                else
                                    delete message.countersign;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.consumer = $root.sov.membership.v1.CredentialChain.decode(reader, reader.size(), $undefined, _depth + 1, message.consumer);
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.provider = $root.sov.membership.v1.CredentialChain.decode(reader, reader.size(), $undefined, _depth + 1, message.provider);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.priceTable = value;
                                else
                                    delete message.priceTable;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.manifest = value;
                                else
                                    delete message.manifest;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReceiptBundle;
            })();

            return v1;
        })();

        return ledger;
    })();

    sov.inference = (function() {

        /**
         * Namespace inference.
         * @memberof sov
         * @namespace
         */
        const inference = {};

        inference.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof sov.inference
             * @namespace
             */
            const v1 = {};

            v1.InferFrame = (function() {

                /**
                 * Properties of an InferFrame.
                 * @typedef {Object} sov.inference.v1.InferFrame.$Properties
                 * @property {Uint8Array|null} [order] InferFrame order
                 * @property {sov.inference.v1.Accept.$Properties|null} [accept] InferFrame accept
                 * @property {sov.inference.v1.Refuse.$Properties|null} [refuse] InferFrame refuse
                 * @property {sov.inference.v1.Prompt.$Properties|null} [prompt] InferFrame prompt
                 * @property {sov.inference.v1.Parts.$Properties|null} [parts] InferFrame parts
                 * @property {Uint8Array|null} [voucher] InferFrame voucher
                 * @property {Uint8Array|null} [statement] InferFrame statement
                 * @property {Uint8Array|null} [countersign] InferFrame countersign
                 * @property {sov.inference.v1.Settled.$Properties|null} [settled] InferFrame settled
                 * @property {sov.wire.v1.Error.$Properties|null} [error] InferFrame error
                 * @property {"order"|"accept"|"refuse"|"prompt"|"parts"|"voucher"|"statement"|"countersign"|"settled"} [kind] InferFrame kind
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an InferFrame.
                 * @memberof sov.inference.v1
                 * @interface IInferFrame
                 * @augments sov.inference.v1.InferFrame.$Properties
                 * @deprecated Use sov.inference.v1.InferFrame.$Properties instead.
                 */

                /**
                 * Narrowed shape of an InferFrame.
                 * @typedef {{
                 *   order?: Uint8Array|null;
                 *   accept?: sov.inference.v1.Accept.$Shape|null;
                 *   refuse?: sov.inference.v1.Refuse.$Shape|null;
                 *   prompt?: sov.inference.v1.Prompt.$Shape|null;
                 *   parts?: sov.inference.v1.Parts.$Shape|null;
                 *   voucher?: Uint8Array|null;
                 *   statement?: Uint8Array|null;
                 *   countersign?: Uint8Array|null;
                 *   settled?: sov.inference.v1.Settled.$Shape|null;
                 *   error?: sov.wire.v1.Error.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ kind?: undefined; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "order"; order: Uint8Array; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "accept"; order?: null; accept: sov.inference.v1.Accept.$Shape; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "refuse"; order?: null; accept?: null; refuse: sov.inference.v1.Refuse.$Shape; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "prompt"; order?: null; accept?: null; refuse?: null; prompt: sov.inference.v1.Prompt.$Shape; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "parts"; order?: null; accept?: null; refuse?: null; prompt?: null; parts: sov.inference.v1.Parts.$Shape; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "voucher"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher: Uint8Array; statement?: null; countersign?: null; settled?: null }|{ kind?: "statement"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement: Uint8Array; countersign?: null; settled?: null }|{ kind?: "countersign"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign: Uint8Array; settled?: null }|{ kind?: "settled"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled: sov.inference.v1.Settled.$Shape })
                 * )} sov.inference.v1.InferFrame.$Shape
                 */

                /**
                 * Constructs a new InferFrame.
                 * @memberof sov.inference.v1
                 * @classdesc Represents an InferFrame.
                 * @constructor
                 * @param {sov.inference.v1.InferFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const InferFrame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * InferFrame order.
                 * @member {Uint8Array|null|undefined} order
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.order = null;

                /**
                 * InferFrame accept.
                 * @member {sov.inference.v1.Accept.$Properties|null|undefined} accept
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.accept = null;

                /**
                 * InferFrame refuse.
                 * @member {sov.inference.v1.Refuse.$Properties|null|undefined} refuse
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.refuse = null;

                /**
                 * InferFrame prompt.
                 * @member {sov.inference.v1.Prompt.$Properties|null|undefined} prompt
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.prompt = null;

                /**
                 * InferFrame parts.
                 * @member {sov.inference.v1.Parts.$Properties|null|undefined} parts
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.parts = null;

                /**
                 * InferFrame voucher.
                 * @member {Uint8Array|null|undefined} voucher
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.voucher = null;

                /**
                 * InferFrame statement.
                 * @member {Uint8Array|null|undefined} statement
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.statement = null;

                /**
                 * InferFrame countersign.
                 * @member {Uint8Array|null|undefined} countersign
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.countersign = null;

                /**
                 * InferFrame settled.
                 * @member {sov.inference.v1.Settled.$Properties|null|undefined} settled
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.settled = null;

                /**
                 * InferFrame error.
                 * @member {sov.wire.v1.Error.$Properties|null|undefined} error
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                InferFrame.prototype.error = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * InferFrame kind.
                 * @member {"order"|"accept"|"refuse"|"prompt"|"parts"|"voucher"|"statement"|"countersign"|"settled"|undefined} kind
                 * @memberof sov.inference.v1.InferFrame
                 * @instance
                 */
                $Object.defineProperty(InferFrame.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["order", "accept", "refuse", "prompt", "parts", "voucher", "statement", "countersign", "settled"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified InferFrame message. Does not implicitly {@link sov.inference.v1.InferFrame.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.InferFrame
                 * @static
                 * @param {sov.inference.v1.InferFrame.$Properties} message InferFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                InferFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.order);
                    if (message.accept != null && $Object.hasOwnProperty.call(message, "accept"))
                        $root.sov.inference.v1.Accept.encode(message.accept, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.refuse != null && $Object.hasOwnProperty.call(message, "refuse"))
                        $root.sov.inference.v1.Refuse.encode(message.refuse, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.prompt != null && $Object.hasOwnProperty.call(message, "prompt"))
                        $root.sov.inference.v1.Prompt.encode(message.prompt, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.parts != null && $Object.hasOwnProperty.call(message, "parts"))
                        $root.sov.inference.v1.Parts.encode(message.parts, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.voucher != null && $Object.hasOwnProperty.call(message, "voucher"))
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.voucher);
                    if (message.statement != null && $Object.hasOwnProperty.call(message, "statement"))
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.statement);
                    if (message.countersign != null && $Object.hasOwnProperty.call(message, "countersign"))
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.countersign);
                    if (message.settled != null && $Object.hasOwnProperty.call(message, "settled"))
                        $root.sov.inference.v1.Settled.encode(message.settled, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.sov.wire.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an InferFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.InferFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.InferFrame & sov.inference.v1.InferFrame.$Shape} InferFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                InferFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.InferFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.order = reader.bytes();
                                message.kind = "order";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.accept = $root.sov.inference.v1.Accept.decode(reader, reader.size(), $undefined, _depth + 1, message.accept);
                                message.kind = "accept";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.refuse = $root.sov.inference.v1.Refuse.decode(reader, reader.size(), $undefined, _depth + 1, message.refuse);
                                message.kind = "refuse";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.prompt = $root.sov.inference.v1.Prompt.decode(reader, reader.size(), $undefined, _depth + 1, message.prompt);
                                message.kind = "prompt";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.parts = $root.sov.inference.v1.Parts.decode(reader, reader.size(), $undefined, _depth + 1, message.parts);
                                message.kind = "parts";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.voucher = reader.bytes();
                                message.kind = "voucher";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.statement = reader.bytes();
                                message.kind = "statement";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.countersign = reader.bytes();
                                message.kind = "countersign";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.settled = $root.sov.inference.v1.Settled.decode(reader, reader.size(), $undefined, _depth + 1, message.settled);
                                message.kind = "settled";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.sov.wire.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return InferFrame;
            })();

            v1.Accept = (function() {

                /**
                 * Properties of an Accept.
                 * @typedef {Object} sov.inference.v1.Accept.$Properties
                 * @property {Uint8Array|null} [order] Accept order
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Accept.
                 * @memberof sov.inference.v1
                 * @interface IAccept
                 * @augments sov.inference.v1.Accept.$Properties
                 * @deprecated Use sov.inference.v1.Accept.$Properties instead.
                 */

                /**
                 * Shape of an Accept.
                 * @typedef {sov.inference.v1.Accept.$Properties} sov.inference.v1.Accept.$Shape
                 */

                /**
                 * Constructs a new Accept.
                 * @memberof sov.inference.v1
                 * @classdesc Represents an Accept.
                 * @constructor
                 * @param {sov.inference.v1.Accept.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Accept = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Accept order.
                 * @member {Uint8Array} order
                 * @memberof sov.inference.v1.Accept
                 * @instance
                 */
                Accept.prototype.order = $util.newBuffer([]);

                /**
                 * Encodes the specified Accept message. Does not implicitly {@link sov.inference.v1.Accept.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Accept
                 * @static
                 * @param {sov.inference.v1.Accept.$Properties} message Accept message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Accept.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order") && message.order.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.order);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Accept message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Accept
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Accept & sov.inference.v1.Accept.$Shape} Accept
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Accept.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Accept();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.order = value;
                                else
                                    delete message.order;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Accept;
            })();

            /**
             * RefuseCode enum.
             * @name sov.inference.v1.RefuseCode
             * @enum {number}
             * @property {number} REFUSE_CODE_UNSPECIFIED=0 REFUSE_CODE_UNSPECIFIED value
             * @property {number} REFUSE_CODE_BUSY=1 REFUSE_CODE_BUSY value
             * @property {number} REFUSE_CODE_MODEL_NOT_LOADED=2 REFUSE_CODE_MODEL_NOT_LOADED value
             * @property {number} REFUSE_CODE_ORDER=3 REFUSE_CODE_ORDER value
             * @property {number} REFUSE_CODE_PRICE=4 REFUSE_CODE_PRICE value
             * @property {number} REFUSE_CODE_NOT_SERVED=5 REFUSE_CODE_NOT_SERVED value
             * @property {number} REFUSE_CODE_DRAINING=6 REFUSE_CODE_DRAINING value
             * @property {number} REFUSE_CODE_REPLAY=7 REFUSE_CODE_REPLAY value
             * @property {number} REFUSE_CODE_CONTEXT_OVERFLOW=8 REFUSE_CODE_CONTEXT_OVERFLOW value
             */
            v1.RefuseCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "REFUSE_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "REFUSE_CODE_BUSY"] = 1;
                values[valuesById[2] = "REFUSE_CODE_MODEL_NOT_LOADED"] = 2;
                values[valuesById[3] = "REFUSE_CODE_ORDER"] = 3;
                values[valuesById[4] = "REFUSE_CODE_PRICE"] = 4;
                values[valuesById[5] = "REFUSE_CODE_NOT_SERVED"] = 5;
                values[valuesById[6] = "REFUSE_CODE_DRAINING"] = 6;
                values[valuesById[7] = "REFUSE_CODE_REPLAY"] = 7;
                values[valuesById[8] = "REFUSE_CODE_CONTEXT_OVERFLOW"] = 8;
                return values;
            })();

            v1.Refuse = (function() {

                /**
                 * Properties of a Refuse.
                 * @typedef {Object} sov.inference.v1.Refuse.$Properties
                 * @property {sov.inference.v1.RefuseCode|null} [code] Refuse code
                 * @property {string|null} [reason] Refuse reason
                 * @property {number|null} [retryAfterMs] Refuse retryAfterMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Refuse.
                 * @memberof sov.inference.v1
                 * @interface IRefuse
                 * @augments sov.inference.v1.Refuse.$Properties
                 * @deprecated Use sov.inference.v1.Refuse.$Properties instead.
                 */

                /**
                 * Shape of a Refuse.
                 * @typedef {sov.inference.v1.Refuse.$Properties} sov.inference.v1.Refuse.$Shape
                 */

                /**
                 * Constructs a new Refuse.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Refuse.
                 * @constructor
                 * @param {sov.inference.v1.Refuse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Refuse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Refuse code.
                 * @member {sov.inference.v1.RefuseCode} code
                 * @memberof sov.inference.v1.Refuse
                 * @instance
                 */
                Refuse.prototype.code = 0;

                /**
                 * Refuse reason.
                 * @member {string} reason
                 * @memberof sov.inference.v1.Refuse
                 * @instance
                 */
                Refuse.prototype.reason = "";

                /**
                 * Refuse retryAfterMs.
                 * @member {number} retryAfterMs
                 * @memberof sov.inference.v1.Refuse
                 * @instance
                 */
                Refuse.prototype.retryAfterMs = 0;

                /**
                 * Encodes the specified Refuse message. Does not implicitly {@link sov.inference.v1.Refuse.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Refuse
                 * @static
                 * @param {sov.inference.v1.Refuse.$Properties} message Refuse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Refuse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryAfterMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Refuse message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Refuse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Refuse & sov.inference.v1.Refuse.$Shape} Refuse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Refuse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Refuse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterMs = value;
                                else
                                    delete message.retryAfterMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Refuse;
            })();

            v1.Prompt = (function() {

                /**
                 * Properties of a Prompt.
                 * @typedef {Object} sov.inference.v1.Prompt.$Properties
                 * @property {Uint8Array|null} [salt] Prompt salt
                 * @property {Uint8Array|null} [request] Prompt request
                 * @property {Uint8Array|null} [params] Prompt params
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Prompt.
                 * @memberof sov.inference.v1
                 * @interface IPrompt
                 * @augments sov.inference.v1.Prompt.$Properties
                 * @deprecated Use sov.inference.v1.Prompt.$Properties instead.
                 */

                /**
                 * Shape of a Prompt.
                 * @typedef {sov.inference.v1.Prompt.$Properties} sov.inference.v1.Prompt.$Shape
                 */

                /**
                 * Constructs a new Prompt.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Prompt.
                 * @constructor
                 * @param {sov.inference.v1.Prompt.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Prompt = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Prompt salt.
                 * @member {Uint8Array} salt
                 * @memberof sov.inference.v1.Prompt
                 * @instance
                 */
                Prompt.prototype.salt = $util.newBuffer([]);

                /**
                 * Prompt request.
                 * @member {Uint8Array} request
                 * @memberof sov.inference.v1.Prompt
                 * @instance
                 */
                Prompt.prototype.request = $util.newBuffer([]);

                /**
                 * Prompt params.
                 * @member {Uint8Array} params
                 * @memberof sov.inference.v1.Prompt
                 * @instance
                 */
                Prompt.prototype.params = $util.newBuffer([]);

                /**
                 * Encodes the specified Prompt message. Does not implicitly {@link sov.inference.v1.Prompt.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Prompt
                 * @static
                 * @param {sov.inference.v1.Prompt.$Properties} message Prompt message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Prompt.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.salt != null && $Object.hasOwnProperty.call(message, "salt") && message.salt.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.salt);
                    if (message.request != null && $Object.hasOwnProperty.call(message, "request") && message.request.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.request);
                    if (message.params != null && $Object.hasOwnProperty.call(message, "params") && message.params.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.params);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Prompt message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Prompt
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Prompt & sov.inference.v1.Prompt.$Shape} Prompt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Prompt.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Prompt();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.salt = value;
                                else
                                    delete message.salt;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.request = value;
                                else
                                    delete message.request;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.params = value;
                                else
                                    delete message.params;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Prompt;
            })();

            /**
             * ChatRole enum.
             * @name sov.inference.v1.ChatRole
             * @enum {number}
             * @property {number} CHAT_ROLE_UNSPECIFIED=0 CHAT_ROLE_UNSPECIFIED value
             * @property {number} CHAT_ROLE_SYSTEM=1 CHAT_ROLE_SYSTEM value
             * @property {number} CHAT_ROLE_USER=2 CHAT_ROLE_USER value
             * @property {number} CHAT_ROLE_ASSISTANT=3 CHAT_ROLE_ASSISTANT value
             */
            v1.ChatRole = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "CHAT_ROLE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "CHAT_ROLE_SYSTEM"] = 1;
                values[valuesById[2] = "CHAT_ROLE_USER"] = 2;
                values[valuesById[3] = "CHAT_ROLE_ASSISTANT"] = 3;
                return values;
            })();

            v1.ChatMessage = (function() {

                /**
                 * Properties of a ChatMessage.
                 * @typedef {Object} sov.inference.v1.ChatMessage.$Properties
                 * @property {sov.inference.v1.ChatRole|null} [role] ChatMessage role
                 * @property {string|null} [content] ChatMessage content
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChatMessage.
                 * @memberof sov.inference.v1
                 * @interface IChatMessage
                 * @augments sov.inference.v1.ChatMessage.$Properties
                 * @deprecated Use sov.inference.v1.ChatMessage.$Properties instead.
                 */

                /**
                 * Shape of a ChatMessage.
                 * @typedef {sov.inference.v1.ChatMessage.$Properties} sov.inference.v1.ChatMessage.$Shape
                 */

                /**
                 * Constructs a new ChatMessage.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a ChatMessage.
                 * @constructor
                 * @param {sov.inference.v1.ChatMessage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChatMessage = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChatMessage role.
                 * @member {sov.inference.v1.ChatRole} role
                 * @memberof sov.inference.v1.ChatMessage
                 * @instance
                 */
                ChatMessage.prototype.role = 0;

                /**
                 * ChatMessage content.
                 * @member {string} content
                 * @memberof sov.inference.v1.ChatMessage
                 * @instance
                 */
                ChatMessage.prototype.content = "";

                /**
                 * Encodes the specified ChatMessage message. Does not implicitly {@link sov.inference.v1.ChatMessage.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.ChatMessage
                 * @static
                 * @param {sov.inference.v1.ChatMessage.$Properties} message ChatMessage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChatMessage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.role);
                    if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.content);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChatMessage message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.ChatMessage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.ChatMessage & sov.inference.v1.ChatMessage.$Shape} ChatMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChatMessage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.ChatMessage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.content = value;
                                else
                                    delete message.content;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ChatMessage;
            })();

            v1.ChatRequest = (function() {

                /**
                 * Properties of a ChatRequest.
                 * @typedef {Object} sov.inference.v1.ChatRequest.$Properties
                 * @property {Array.<sov.inference.v1.ChatMessage.$Properties>|null} [messages] ChatRequest messages
                 * @property {Array.<number>|null} [answerTokenIds] ChatRequest answerTokenIds
                 * @property {Uint8Array|null} [cacheScope] ChatRequest cacheScope
                 * @property {Array.<string>|null} [embed] ChatRequest embed
                 * @property {string|null} [prompt] ChatRequest prompt
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChatRequest.
                 * @memberof sov.inference.v1
                 * @interface IChatRequest
                 * @augments sov.inference.v1.ChatRequest.$Properties
                 * @deprecated Use sov.inference.v1.ChatRequest.$Properties instead.
                 */

                /**
                 * Shape of a ChatRequest.
                 * @typedef {sov.inference.v1.ChatRequest.$Properties} sov.inference.v1.ChatRequest.$Shape
                 */

                /**
                 * Constructs a new ChatRequest.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a ChatRequest.
                 * @constructor
                 * @param {sov.inference.v1.ChatRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChatRequest = function (properties) {
                    this.messages = [];
                    this.answerTokenIds = [];
                    this.embed = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChatRequest messages.
                 * @member {Array.<sov.inference.v1.ChatMessage.$Properties>} messages
                 * @memberof sov.inference.v1.ChatRequest
                 * @instance
                 */
                ChatRequest.prototype.messages = $util.emptyArray;

                /**
                 * ChatRequest answerTokenIds.
                 * @member {Array.<number>} answerTokenIds
                 * @memberof sov.inference.v1.ChatRequest
                 * @instance
                 */
                ChatRequest.prototype.answerTokenIds = $util.emptyArray;

                /**
                 * ChatRequest cacheScope.
                 * @member {Uint8Array} cacheScope
                 * @memberof sov.inference.v1.ChatRequest
                 * @instance
                 */
                ChatRequest.prototype.cacheScope = $util.newBuffer([]);

                /**
                 * ChatRequest embed.
                 * @member {Array.<string>} embed
                 * @memberof sov.inference.v1.ChatRequest
                 * @instance
                 */
                ChatRequest.prototype.embed = $util.emptyArray;

                /**
                 * ChatRequest prompt.
                 * @member {string} prompt
                 * @memberof sov.inference.v1.ChatRequest
                 * @instance
                 */
                ChatRequest.prototype.prompt = "";

                /**
                 * Encodes the specified ChatRequest message. Does not implicitly {@link sov.inference.v1.ChatRequest.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.ChatRequest
                 * @static
                 * @param {sov.inference.v1.ChatRequest.$Properties} message ChatRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChatRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messages != null && message.messages.length)
                        for (let i = 0; i < message.messages.length; ++i)
                            $root.sov.inference.v1.ChatMessage.encode(message.messages[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.answerTokenIds != null && message.answerTokenIds.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.answerTokenIds);
                    if (message.cacheScope != null && $Object.hasOwnProperty.call(message, "cacheScope") && message.cacheScope.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.cacheScope);
                    if (message.embed != null && message.embed.length)
                        for (let i = 0; i < message.embed.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.embed[i]);
                    if (message.prompt != null && $Object.hasOwnProperty.call(message, "prompt") && message.prompt !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.prompt);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChatRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.ChatRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.ChatRequest & sov.inference.v1.ChatRequest.$Shape} ChatRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChatRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.ChatRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.messages && message.messages.length))
                                    message.messages = [];
                                message.messages.push($root.sov.inference.v1.ChatMessage.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.answerTokenIds && message.answerTokenIds.length))
                                        message.answerTokenIds = [];
                                    reader.uint32s(message.answerTokenIds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.answerTokenIds && message.answerTokenIds.length))
                                    message.answerTokenIds = [];
                                message.answerTokenIds.push(reader.uint32());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.cacheScope = value;
                                else
                                    delete message.cacheScope;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.embed && message.embed.length))
                                    message.embed = [];
                                message.embed.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.prompt = value;
                                else
                                    delete message.prompt;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ChatRequest;
            })();

            v1.SamplingParams = (function() {

                /**
                 * Properties of a SamplingParams.
                 * @typedef {Object} sov.inference.v1.SamplingParams.$Properties
                 * @property {number|null} [maxOutputTokens] SamplingParams maxOutputTokens
                 * @property {number|null} [temperatureMicro] SamplingParams temperatureMicro
                 * @property {number|null} [topPMicro] SamplingParams topPMicro
                 * @property {sov.inference.v1.Seed.$Properties|null} [seed] SamplingParams seed
                 * @property {Array.<string>|null} [stop] SamplingParams stop
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SamplingParams.
                 * @memberof sov.inference.v1
                 * @interface ISamplingParams
                 * @augments sov.inference.v1.SamplingParams.$Properties
                 * @deprecated Use sov.inference.v1.SamplingParams.$Properties instead.
                 */

                /**
                 * Shape of a SamplingParams.
                 * @typedef {sov.inference.v1.SamplingParams.$Properties} sov.inference.v1.SamplingParams.$Shape
                 */

                /**
                 * Constructs a new SamplingParams.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a SamplingParams.
                 * @constructor
                 * @param {sov.inference.v1.SamplingParams.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SamplingParams = function (properties) {
                    this.stop = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SamplingParams maxOutputTokens.
                 * @member {number} maxOutputTokens
                 * @memberof sov.inference.v1.SamplingParams
                 * @instance
                 */
                SamplingParams.prototype.maxOutputTokens = 0;

                /**
                 * SamplingParams temperatureMicro.
                 * @member {number} temperatureMicro
                 * @memberof sov.inference.v1.SamplingParams
                 * @instance
                 */
                SamplingParams.prototype.temperatureMicro = 0;

                /**
                 * SamplingParams topPMicro.
                 * @member {number} topPMicro
                 * @memberof sov.inference.v1.SamplingParams
                 * @instance
                 */
                SamplingParams.prototype.topPMicro = 0;

                /**
                 * SamplingParams seed.
                 * @member {sov.inference.v1.Seed.$Properties|null|undefined} seed
                 * @memberof sov.inference.v1.SamplingParams
                 * @instance
                 */
                SamplingParams.prototype.seed = null;

                /**
                 * SamplingParams stop.
                 * @member {Array.<string>} stop
                 * @memberof sov.inference.v1.SamplingParams
                 * @instance
                 */
                SamplingParams.prototype.stop = $util.emptyArray;

                /**
                 * Encodes the specified SamplingParams message. Does not implicitly {@link sov.inference.v1.SamplingParams.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.SamplingParams
                 * @static
                 * @param {sov.inference.v1.SamplingParams.$Properties} message SamplingParams message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SamplingParams.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxOutputTokens != null && $Object.hasOwnProperty.call(message, "maxOutputTokens") && message.maxOutputTokens !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.maxOutputTokens);
                    if (message.temperatureMicro != null && $Object.hasOwnProperty.call(message, "temperatureMicro") && message.temperatureMicro !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.temperatureMicro);
                    if (message.topPMicro != null && $Object.hasOwnProperty.call(message, "topPMicro") && message.topPMicro !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.topPMicro);
                    if (message.seed != null && $Object.hasOwnProperty.call(message, "seed"))
                        $root.sov.inference.v1.Seed.encode(message.seed, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.stop != null && message.stop.length)
                        for (let i = 0; i < message.stop.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.stop[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SamplingParams message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.SamplingParams
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.SamplingParams & sov.inference.v1.SamplingParams.$Shape} SamplingParams
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SamplingParams.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.SamplingParams();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxOutputTokens = value;
                                else
                                    delete message.maxOutputTokens;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.temperatureMicro = value;
                                else
                                    delete message.temperatureMicro;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.topPMicro = value;
                                else
                                    delete message.topPMicro;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.seed = $root.sov.inference.v1.Seed.decode(reader, reader.size(), $undefined, _depth + 1, message.seed);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.stop && message.stop.length))
                                    message.stop = [];
                                message.stop.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SamplingParams;
            })();

            v1.Seed = (function() {

                /**
                 * Properties of a Seed.
                 * @typedef {Object} sov.inference.v1.Seed.$Properties
                 * @property {number|null} [value] Seed value
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Seed.
                 * @memberof sov.inference.v1
                 * @interface ISeed
                 * @augments sov.inference.v1.Seed.$Properties
                 * @deprecated Use sov.inference.v1.Seed.$Properties instead.
                 */

                /**
                 * Shape of a Seed.
                 * @typedef {sov.inference.v1.Seed.$Properties} sov.inference.v1.Seed.$Shape
                 */

                /**
                 * Constructs a new Seed.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Seed.
                 * @constructor
                 * @param {sov.inference.v1.Seed.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Seed = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Seed value.
                 * @member {number} value
                 * @memberof sov.inference.v1.Seed
                 * @instance
                 */
                Seed.prototype.value = 0;

                /**
                 * Encodes the specified Seed message. Does not implicitly {@link sov.inference.v1.Seed.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Seed
                 * @static
                 * @param {sov.inference.v1.Seed.$Properties} message Seed message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Seed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.value);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Seed message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Seed
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Seed & sov.inference.v1.Seed.$Shape} Seed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Seed.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Seed();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Seed;
            })();

            v1.Parts = (function() {

                /**
                 * Properties of a Parts.
                 * @typedef {Object} sov.inference.v1.Parts.$Properties
                 * @property {sov.inference.v1.Start.$Properties|null} [start] Parts start
                 * @property {Array.<Uint8Array>|null} [deltas] Parts deltas
                 * @property {sov.inference.v1.End.$Properties|null} [end] Parts end
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Parts.
                 * @memberof sov.inference.v1
                 * @interface IParts
                 * @augments sov.inference.v1.Parts.$Properties
                 * @deprecated Use sov.inference.v1.Parts.$Properties instead.
                 */

                /**
                 * Shape of a Parts.
                 * @typedef {sov.inference.v1.Parts.$Properties} sov.inference.v1.Parts.$Shape
                 */

                /**
                 * Constructs a new Parts.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Parts.
                 * @constructor
                 * @param {sov.inference.v1.Parts.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Parts = function (properties) {
                    this.deltas = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Parts start.
                 * @member {sov.inference.v1.Start.$Properties|null|undefined} start
                 * @memberof sov.inference.v1.Parts
                 * @instance
                 */
                Parts.prototype.start = null;

                /**
                 * Parts deltas.
                 * @member {Array.<Uint8Array>} deltas
                 * @memberof sov.inference.v1.Parts
                 * @instance
                 */
                Parts.prototype.deltas = $util.emptyArray;

                /**
                 * Parts end.
                 * @member {sov.inference.v1.End.$Properties|null|undefined} end
                 * @memberof sov.inference.v1.Parts
                 * @instance
                 */
                Parts.prototype.end = null;

                /**
                 * Encodes the specified Parts message. Does not implicitly {@link sov.inference.v1.Parts.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Parts
                 * @static
                 * @param {sov.inference.v1.Parts.$Properties} message Parts message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Parts.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                        $root.sov.inference.v1.Start.encode(message.start, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.deltas != null && message.deltas.length)
                        for (let i = 0; i < message.deltas.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deltas[i]);
                    if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                        $root.sov.inference.v1.End.encode(message.end, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Parts message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Parts
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Parts & sov.inference.v1.Parts.$Shape} Parts
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Parts.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Parts();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.start = $root.sov.inference.v1.Start.decode(reader, reader.size(), $undefined, _depth + 1, message.start);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.deltas && message.deltas.length))
                                    message.deltas = [];
                                message.deltas.push(reader.bytes());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.end = $root.sov.inference.v1.End.decode(reader, reader.size(), $undefined, _depth + 1, message.end);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Parts;
            })();

            v1.Start = (function() {

                /**
                 * Properties of a Start.
                 * @typedef {Object} sov.inference.v1.Start.$Properties
                 * @property {number|null} [promptTokens] Start promptTokens
                 * @property {number|null} [cachedTokens] Start cachedTokens
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Start.
                 * @memberof sov.inference.v1
                 * @interface IStart
                 * @augments sov.inference.v1.Start.$Properties
                 * @deprecated Use sov.inference.v1.Start.$Properties instead.
                 */

                /**
                 * Shape of a Start.
                 * @typedef {sov.inference.v1.Start.$Properties} sov.inference.v1.Start.$Shape
                 */

                /**
                 * Constructs a new Start.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Start.
                 * @constructor
                 * @param {sov.inference.v1.Start.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Start = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Start promptTokens.
                 * @member {number} promptTokens
                 * @memberof sov.inference.v1.Start
                 * @instance
                 */
                Start.prototype.promptTokens = 0;

                /**
                 * Start cachedTokens.
                 * @member {number} cachedTokens
                 * @memberof sov.inference.v1.Start
                 * @instance
                 */
                Start.prototype.cachedTokens = 0;

                /**
                 * Encodes the specified Start message. Does not implicitly {@link sov.inference.v1.Start.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Start
                 * @static
                 * @param {sov.inference.v1.Start.$Properties} message Start message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Start.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.promptTokens != null && $Object.hasOwnProperty.call(message, "promptTokens") && message.promptTokens !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.promptTokens);
                    if (message.cachedTokens != null && $Object.hasOwnProperty.call(message, "cachedTokens") && message.cachedTokens !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.cachedTokens);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Start message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Start
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Start & sov.inference.v1.Start.$Shape} Start
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Start.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Start();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.promptTokens = value;
                                else
                                    delete message.promptTokens;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.cachedTokens = value;
                                else
                                    delete message.cachedTokens;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Start;
            })();

            v1.Delta = (function() {

                /**
                 * Properties of a Delta.
                 * @typedef {Object} sov.inference.v1.Delta.$Properties
                 * @property {Array.<number>|null} [tokenIds] Delta tokenIds
                 * @property {string|null} [text] Delta text
                 * @property {Array.<number>|null} [vector] Delta vector
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Delta.
                 * @memberof sov.inference.v1
                 * @interface IDelta
                 * @augments sov.inference.v1.Delta.$Properties
                 * @deprecated Use sov.inference.v1.Delta.$Properties instead.
                 */

                /**
                 * Shape of a Delta.
                 * @typedef {sov.inference.v1.Delta.$Properties} sov.inference.v1.Delta.$Shape
                 */

                /**
                 * Constructs a new Delta.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Delta.
                 * @constructor
                 * @param {sov.inference.v1.Delta.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Delta = function (properties) {
                    this.tokenIds = [];
                    this.vector = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Delta tokenIds.
                 * @member {Array.<number>} tokenIds
                 * @memberof sov.inference.v1.Delta
                 * @instance
                 */
                Delta.prototype.tokenIds = $util.emptyArray;

                /**
                 * Delta text.
                 * @member {string} text
                 * @memberof sov.inference.v1.Delta
                 * @instance
                 */
                Delta.prototype.text = "";

                /**
                 * Delta vector.
                 * @member {Array.<number>} vector
                 * @memberof sov.inference.v1.Delta
                 * @instance
                 */
                Delta.prototype.vector = $util.emptyArray;

                /**
                 * Encodes the specified Delta message. Does not implicitly {@link sov.inference.v1.Delta.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Delta
                 * @static
                 * @param {sov.inference.v1.Delta.$Properties} message Delta message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Delta.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tokenIds != null && message.tokenIds.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.tokenIds);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
                    if (message.vector != null && message.vector.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).floats(message.vector);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Delta message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Delta
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Delta & sov.inference.v1.Delta.$Shape} Delta
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Delta.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Delta();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.tokenIds && message.tokenIds.length))
                                        message.tokenIds = [];
                                    reader.uint32s(message.tokenIds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.tokenIds && message.tokenIds.length))
                                    message.tokenIds = [];
                                message.tokenIds.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.text = value;
                                else
                                    delete message.text;
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.vector && message.vector.length))
                                        message.vector = [];
                                    reader.floats(message.vector);
                                    continue;
                                }
                                if (wireType !== 5)
                                    break;
                                if (!(message.vector && message.vector.length))
                                    message.vector = [];
                                message.vector.push(reader.float());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Delta;
            })();

            /**
             * FinishReason enum.
             * @name sov.inference.v1.FinishReason
             * @enum {number}
             * @property {number} FINISH_REASON_UNSPECIFIED=0 FINISH_REASON_UNSPECIFIED value
             * @property {number} FINISH_REASON_STOP=1 FINISH_REASON_STOP value
             * @property {number} FINISH_REASON_LENGTH=2 FINISH_REASON_LENGTH value
             */
            v1.FinishReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FINISH_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FINISH_REASON_STOP"] = 1;
                values[valuesById[2] = "FINISH_REASON_LENGTH"] = 2;
                return values;
            })();

            v1.End = (function() {

                /**
                 * Properties of an End.
                 * @typedef {Object} sov.inference.v1.End.$Properties
                 * @property {sov.inference.v1.FinishReason|null} [finishReason] End finishReason
                 * @property {number|null} [outputTokens] End outputTokens
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an End.
                 * @memberof sov.inference.v1
                 * @interface IEnd
                 * @augments sov.inference.v1.End.$Properties
                 * @deprecated Use sov.inference.v1.End.$Properties instead.
                 */

                /**
                 * Shape of an End.
                 * @typedef {sov.inference.v1.End.$Properties} sov.inference.v1.End.$Shape
                 */

                /**
                 * Constructs a new End.
                 * @memberof sov.inference.v1
                 * @classdesc Represents an End.
                 * @constructor
                 * @param {sov.inference.v1.End.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const End = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * End finishReason.
                 * @member {sov.inference.v1.FinishReason} finishReason
                 * @memberof sov.inference.v1.End
                 * @instance
                 */
                End.prototype.finishReason = 0;

                /**
                 * End outputTokens.
                 * @member {number} outputTokens
                 * @memberof sov.inference.v1.End
                 * @instance
                 */
                End.prototype.outputTokens = 0;

                /**
                 * Encodes the specified End message. Does not implicitly {@link sov.inference.v1.End.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.End
                 * @static
                 * @param {sov.inference.v1.End.$Properties} message End message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                End.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.finishReason != null && $Object.hasOwnProperty.call(message, "finishReason") && message.finishReason !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.finishReason);
                    if (message.outputTokens != null && $Object.hasOwnProperty.call(message, "outputTokens") && message.outputTokens !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.outputTokens);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an End message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.End
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.End & sov.inference.v1.End.$Shape} End
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                End.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.End();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.finishReason = value;
                                else
                                    delete message.finishReason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.outputTokens = value;
                                else
                                    delete message.outputTokens;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return End;
            })();

            v1.Settled = (function() {

                /**
                 * Properties of a Settled.
                 * @typedef {Object} sov.inference.v1.Settled.$Properties
                 * @property {Uint8Array|null} [countersign] Settled countersign
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Settled.
                 * @memberof sov.inference.v1
                 * @interface ISettled
                 * @augments sov.inference.v1.Settled.$Properties
                 * @deprecated Use sov.inference.v1.Settled.$Properties instead.
                 */

                /**
                 * Shape of a Settled.
                 * @typedef {sov.inference.v1.Settled.$Properties} sov.inference.v1.Settled.$Shape
                 */

                /**
                 * Constructs a new Settled.
                 * @memberof sov.inference.v1
                 * @classdesc Represents a Settled.
                 * @constructor
                 * @param {sov.inference.v1.Settled.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Settled = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Settled countersign.
                 * @member {Uint8Array} countersign
                 * @memberof sov.inference.v1.Settled
                 * @instance
                 */
                Settled.prototype.countersign = $util.newBuffer([]);

                /**
                 * Encodes the specified Settled message. Does not implicitly {@link sov.inference.v1.Settled.verify|verify} messages.
                 * @function encode
                 * @memberof sov.inference.v1.Settled
                 * @static
                 * @param {sov.inference.v1.Settled.$Properties} message Settled message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Settled.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.countersign != null && $Object.hasOwnProperty.call(message, "countersign") && message.countersign.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.countersign);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Settled message from the specified reader or buffer.
                 * @function decode
                 * @memberof sov.inference.v1.Settled
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Settled & sov.inference.v1.Settled.$Shape} Settled
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Settled.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.sov.inference.v1.Settled();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.countersign = value;
                                else
                                    delete message.countersign;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Settled;
            })();

            return v1;
        })();

        return inference;
    })();

    return sov;
})();

export {
  $root as default
};
