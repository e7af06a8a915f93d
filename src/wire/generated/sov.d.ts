import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace sov. */
export namespace sov {

    /** Namespace wire. */
    namespace wire {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of an Envelope.
             * @deprecated Use sov.wire.v1.Envelope.$Properties instead.
             */
            interface IEnvelope extends sov.wire.v1.Envelope.$Properties {
            }

            /** Represents an Envelope. */
            class Envelope {

                /**
                 * Constructs a new Envelope.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.wire.v1.Envelope.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Envelope publicKey. */
                publicKey: Uint8Array;

                /** Envelope payloadType. */
                payloadType: Uint8Array;

                /** Envelope payload. */
                payload: Uint8Array;

                /** Envelope signature. */
                signature: Uint8Array;

                /**
                 * Encodes the specified Envelope message. Does not implicitly {@link sov.wire.v1.Envelope.verify|verify} messages.
                 * @param message Envelope message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.wire.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Envelope message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.wire.v1.Envelope & sov.wire.v1.Envelope.$Shape} Envelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.wire.v1.Envelope & sov.wire.v1.Envelope.$Shape;
            }

            namespace Envelope {

                /** Properties of an Envelope. */
                interface $Properties {

                    /** Envelope publicKey */
                    publicKey?: (Uint8Array|null);

                    /** Envelope payloadType */
                    payloadType?: (Uint8Array|null);

                    /** Envelope payload */
                    payload?: (Uint8Array|null);

                    /** Envelope signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Envelope. */
                type $Shape = sov.wire.v1.Envelope.$Properties;
            }

            /** ErrorCode enum. */
            enum ErrorCode {

                /** ERROR_CODE_UNSPECIFIED value */
                ERROR_CODE_UNSPECIFIED = 0,

                /** ERROR_CODE_NOT_A_MEMBER value */
                ERROR_CODE_NOT_A_MEMBER = 1,

                /** ERROR_CODE_NOT_ALLOWED value */
                ERROR_CODE_NOT_ALLOWED = 2,

                /** ERROR_CODE_RATE_LIMITED value */
                ERROR_CODE_RATE_LIMITED = 3,

                /** ERROR_CODE_BAD_FRAME value */
                ERROR_CODE_BAD_FRAME = 4,

                /** ERROR_CODE_VERSION value */
                ERROR_CODE_VERSION = 5,

                /** ERROR_CODE_ENGINE_FAILED value */
                ERROR_CODE_ENGINE_FAILED = 6,

                /** ERROR_CODE_TIMEOUT value */
                ERROR_CODE_TIMEOUT = 7,

                /** ERROR_CODE_STOPPING value */
                ERROR_CODE_STOPPING = 8,

                /** ERROR_CODE_INVITE value */
                ERROR_CODE_INVITE = 9,

                /** ERROR_CODE_INTERNAL value */
                ERROR_CODE_INTERNAL = 10,

                /** ERROR_CODE_CONTEXT_OVERFLOW value */
                ERROR_CODE_CONTEXT_OVERFLOW = 11,

                /** ERROR_CODE_CANCELLED value */
                ERROR_CODE_CANCELLED = 12,

                /** ERROR_CODE_BAD_REQUEST value */
                ERROR_CODE_BAD_REQUEST = 13,

                /** ERROR_CODE_REVOKED value */
                ERROR_CODE_REVOKED = 14,

                /** ERROR_CODE_REVOCATION_STALE value */
                ERROR_CODE_REVOCATION_STALE = 15
            }

            /**
             * Properties of an Error.
             * @deprecated Use sov.wire.v1.Error.$Properties instead.
             */
            interface IError extends sov.wire.v1.Error.$Properties {
            }

            /** Represents an Error. */
            class Error {

                /**
                 * Constructs a new Error.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.wire.v1.Error.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Error code. */
                code: sov.wire.v1.ErrorCode;

                /** Error message. */
                message: string;

                /** Error retryAfterMs. */
                retryAfterMs: number;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link sov.wire.v1.Error.verify|verify} messages.
                 * @param message Error message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.wire.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.wire.v1.Error & sov.wire.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.wire.v1.Error & sov.wire.v1.Error.$Shape;
            }

            namespace Error {

                /** Properties of an Error. */
                interface $Properties {

                    /** Error code */
                    code?: (sov.wire.v1.ErrorCode|null);

                    /** Error message */
                    message?: (string|null);

                    /** Error retryAfterMs */
                    retryAfterMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Error. */
                type $Shape = sov.wire.v1.Error.$Properties;
            }

            /**
             * Properties of an ErrorFrame.
             * @deprecated Use sov.wire.v1.ErrorFrame.$Properties instead.
             */
            interface IErrorFrame extends sov.wire.v1.ErrorFrame.$Properties {
            }

            /** Represents an ErrorFrame. */
            class ErrorFrame {

                /**
                 * Constructs a new ErrorFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.wire.v1.ErrorFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ErrorFrame error. */
                error?: (sov.wire.v1.Error.$Properties|null);

                /**
                 * Encodes the specified ErrorFrame message. Does not implicitly {@link sov.wire.v1.ErrorFrame.verify|verify} messages.
                 * @param message ErrorFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.wire.v1.ErrorFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ErrorFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.wire.v1.ErrorFrame & sov.wire.v1.ErrorFrame.$Shape} ErrorFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.wire.v1.ErrorFrame & sov.wire.v1.ErrorFrame.$Shape;
            }

            namespace ErrorFrame {

                /** Properties of an ErrorFrame. */
                interface $Properties {

                    /** ErrorFrame error */
                    error?: (sov.wire.v1.Error.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ErrorFrame. */
                type $Shape = sov.wire.v1.ErrorFrame.$Properties;
            }
        }
    }

    /** Namespace model. */
    namespace model {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a ModelManifest.
             * @deprecated Use sov.model.v1.ModelManifest.$Properties instead.
             */
            interface IModelManifest extends sov.model.v1.ModelManifest.$Properties {
            }

            /** Represents a ModelManifest. */
            class ModelManifest {

                /**
                 * Constructs a new ModelManifest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.model.v1.ModelManifest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelManifest fileSha256. */
                fileSha256: Uint8Array;

                /** ModelManifest fileBytes. */
                fileBytes: Long;

                /** ModelManifest architecture. */
                architecture: string;

                /** ModelManifest quantisation. */
                quantisation: string;

                /** ModelManifest parameters. */
                parameters: Long;

                /** ModelManifest activeParameters. */
                activeParameters: Long;

                /** ModelManifest contextTokens. */
                contextTokens: number;

                /**
                 * Encodes the specified ModelManifest message. Does not implicitly {@link sov.model.v1.ModelManifest.verify|verify} messages.
                 * @param message ModelManifest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.model.v1.ModelManifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelManifest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.model.v1.ModelManifest & sov.model.v1.ModelManifest.$Shape} ModelManifest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.model.v1.ModelManifest & sov.model.v1.ModelManifest.$Shape;
            }

            namespace ModelManifest {

                /** Properties of a ModelManifest. */
                interface $Properties {

                    /** ModelManifest fileSha256 */
                    fileSha256?: (Uint8Array|null);

                    /** ModelManifest fileBytes */
                    fileBytes?: (Long|null);

                    /** ModelManifest architecture */
                    architecture?: (string|null);

                    /** ModelManifest quantisation */
                    quantisation?: (string|null);

                    /** ModelManifest parameters */
                    parameters?: (Long|null);

                    /** ModelManifest activeParameters */
                    activeParameters?: (Long|null);

                    /** ModelManifest contextTokens */
                    contextTokens?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelManifest. */
                type $Shape = sov.model.v1.ModelManifest.$Properties;
            }
        }
    }

    /** Namespace membership. */
    namespace membership {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a CoopGenesis.
             * @deprecated Use sov.membership.v1.CoopGenesis.$Properties instead.
             */
            interface ICoopGenesis extends sov.membership.v1.CoopGenesis.$Properties {
            }

            /** Represents a CoopGenesis. */
            class CoopGenesis {

                /**
                 * Constructs a new CoopGenesis.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.CoopGenesis.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CoopGenesis name. */
                name: string;

                /** CoopGenesis root. */
                root: Uint8Array;

                /** CoopGenesis createdMs. */
                createdMs: Long;

                /** CoopGenesis nonce. */
                nonce: Uint8Array;

                /**
                 * Encodes the specified CoopGenesis message. Does not implicitly {@link sov.membership.v1.CoopGenesis.verify|verify} messages.
                 * @param message CoopGenesis message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.CoopGenesis.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CoopGenesis message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.CoopGenesis & sov.membership.v1.CoopGenesis.$Shape} CoopGenesis
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.CoopGenesis & sov.membership.v1.CoopGenesis.$Shape;
            }

            namespace CoopGenesis {

                /** Properties of a CoopGenesis. */
                interface $Properties {

                    /** CoopGenesis name */
                    name?: (string|null);

                    /** CoopGenesis root */
                    root?: (Uint8Array|null);

                    /** CoopGenesis createdMs */
                    createdMs?: (Long|null);

                    /** CoopGenesis nonce */
                    nonce?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CoopGenesis. */
                type $Shape = sov.membership.v1.CoopGenesis.$Properties;
            }

            /**
             * Properties of an IssuerCertificate.
             * @deprecated Use sov.membership.v1.IssuerCertificate.$Properties instead.
             */
            interface IIssuerCertificate extends sov.membership.v1.IssuerCertificate.$Properties {
            }

            /** Represents an IssuerCertificate. */
            class IssuerCertificate {

                /**
                 * Constructs a new IssuerCertificate.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.IssuerCertificate.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** IssuerCertificate networkId. */
                networkId: Uint8Array;

                /** IssuerCertificate issuer. */
                issuer: Uint8Array;

                /** IssuerCertificate serial. */
                serial: Uint8Array;

                /** IssuerCertificate notBeforeMs. */
                notBeforeMs: Long;

                /** IssuerCertificate notAfterMs. */
                notAfterMs: Long;

                /** IssuerCertificate maxMembershipMs. */
                maxMembershipMs: Long;

                /** IssuerCertificate jurisdictions. */
                jurisdictions: string[];

                /** IssuerCertificate node. */
                node: Uint8Array;

                /**
                 * Encodes the specified IssuerCertificate message. Does not implicitly {@link sov.membership.v1.IssuerCertificate.verify|verify} messages.
                 * @param message IssuerCertificate message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.IssuerCertificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an IssuerCertificate message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.IssuerCertificate & sov.membership.v1.IssuerCertificate.$Shape} IssuerCertificate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.IssuerCertificate & sov.membership.v1.IssuerCertificate.$Shape;
            }

            namespace IssuerCertificate {

                /** Properties of an IssuerCertificate. */
                interface $Properties {

                    /** IssuerCertificate networkId */
                    networkId?: (Uint8Array|null);

                    /** IssuerCertificate issuer */
                    issuer?: (Uint8Array|null);

                    /** IssuerCertificate serial */
                    serial?: (Uint8Array|null);

                    /** IssuerCertificate notBeforeMs */
                    notBeforeMs?: (Long|null);

                    /** IssuerCertificate notAfterMs */
                    notAfterMs?: (Long|null);

                    /** IssuerCertificate maxMembershipMs */
                    maxMembershipMs?: (Long|null);

                    /** IssuerCertificate jurisdictions */
                    jurisdictions?: (string[]|null);

                    /** IssuerCertificate node */
                    node?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an IssuerCertificate. */
                type $Shape = sov.membership.v1.IssuerCertificate.$Properties;
            }

            /**
             * Properties of an OrgDelegation.
             * @deprecated Use sov.membership.v1.OrgDelegation.$Properties instead.
             */
            interface IOrgDelegation extends sov.membership.v1.OrgDelegation.$Properties {
            }

            /** Represents an OrgDelegation. */
            class OrgDelegation {

                /**
                 * Constructs a new OrgDelegation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.OrgDelegation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OrgDelegation networkId. */
                networkId: Uint8Array;

                /** OrgDelegation serial. */
                serial: Uint8Array;

                /** OrgDelegation issuer. */
                issuer: Uint8Array;

                /** OrgDelegation issuerCertificate. */
                issuerCertificate: Uint8Array;

                /** OrgDelegation orgId. */
                orgId: string;

                /** OrgDelegation orgName. */
                orgName: string;

                /** OrgDelegation delegate. */
                delegate: Uint8Array;

                /** OrgDelegation jurisdictions. */
                jurisdictions: string[];

                /** OrgDelegation roles. */
                roles: sov.membership.v1.Role[];

                /** OrgDelegation maxNodes. */
                maxNodes: number;

                /** OrgDelegation creditLimit. */
                creditLimit: Long;

                /** OrgDelegation creditCap. */
                creditCap: Long;

                /** OrgDelegation maxMembershipMs. */
                maxMembershipMs: Long;

                /** OrgDelegation notBeforeMs. */
                notBeforeMs: Long;

                /** OrgDelegation notAfterMs. */
                notAfterMs: Long;

                /**
                 * Encodes the specified OrgDelegation message. Does not implicitly {@link sov.membership.v1.OrgDelegation.verify|verify} messages.
                 * @param message OrgDelegation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.OrgDelegation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OrgDelegation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.OrgDelegation & sov.membership.v1.OrgDelegation.$Shape} OrgDelegation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.OrgDelegation & sov.membership.v1.OrgDelegation.$Shape;
            }

            namespace OrgDelegation {

                /** Properties of an OrgDelegation. */
                interface $Properties {

                    /** OrgDelegation networkId */
                    networkId?: (Uint8Array|null);

                    /** OrgDelegation serial */
                    serial?: (Uint8Array|null);

                    /** OrgDelegation issuer */
                    issuer?: (Uint8Array|null);

                    /** OrgDelegation issuerCertificate */
                    issuerCertificate?: (Uint8Array|null);

                    /** OrgDelegation orgId */
                    orgId?: (string|null);

                    /** OrgDelegation orgName */
                    orgName?: (string|null);

                    /** OrgDelegation delegate */
                    delegate?: (Uint8Array|null);

                    /** OrgDelegation jurisdictions */
                    jurisdictions?: (string[]|null);

                    /** OrgDelegation roles */
                    roles?: (sov.membership.v1.Role[]|null);

                    /** OrgDelegation maxNodes */
                    maxNodes?: (number|null);

                    /** OrgDelegation creditLimit */
                    creditLimit?: (Long|null);

                    /** OrgDelegation creditCap */
                    creditCap?: (Long|null);

                    /** OrgDelegation maxMembershipMs */
                    maxMembershipMs?: (Long|null);

                    /** OrgDelegation notBeforeMs */
                    notBeforeMs?: (Long|null);

                    /** OrgDelegation notAfterMs */
                    notAfterMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OrgDelegation. */
                type $Shape = sov.membership.v1.OrgDelegation.$Properties;
            }

            /**
             * Properties of a Lifetimes.
             * @deprecated Use sov.membership.v1.Lifetimes.$Properties instead.
             */
            interface ILifetimes extends sov.membership.v1.Lifetimes.$Properties {
            }

            /** Represents a Lifetimes. */
            class Lifetimes {

                /**
                 * Constructs a new Lifetimes.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.Lifetimes.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Lifetimes networkId. */
                networkId: Uint8Array;

                /** Lifetimes version. */
                version: number;

                /** Lifetimes effectiveMs. */
                effectiveMs: Long;

                /** Lifetimes membershipMs. */
                membershipMs: Long;

                /** Lifetimes renewalMs. */
                renewalMs: Long;

                /** Lifetimes revocationMs. */
                revocationMs: Long;

                /**
                 * Encodes the specified Lifetimes message. Does not implicitly {@link sov.membership.v1.Lifetimes.verify|verify} messages.
                 * @param message Lifetimes message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.Lifetimes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Lifetimes message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.Lifetimes & sov.membership.v1.Lifetimes.$Shape} Lifetimes
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.Lifetimes & sov.membership.v1.Lifetimes.$Shape;
            }

            namespace Lifetimes {

                /** Properties of a Lifetimes. */
                interface $Properties {

                    /** Lifetimes networkId */
                    networkId?: (Uint8Array|null);

                    /** Lifetimes version */
                    version?: (number|null);

                    /** Lifetimes effectiveMs */
                    effectiveMs?: (Long|null);

                    /** Lifetimes membershipMs */
                    membershipMs?: (Long|null);

                    /** Lifetimes renewalMs */
                    renewalMs?: (Long|null);

                    /** Lifetimes revocationMs */
                    revocationMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Lifetimes. */
                type $Shape = sov.membership.v1.Lifetimes.$Properties;
            }

            /**
             * Properties of a RevocationList.
             * @deprecated Use sov.membership.v1.RevocationList.$Properties instead.
             */
            interface IRevocationList extends sov.membership.v1.RevocationList.$Properties {
            }

            /** Represents a RevocationList. */
            class RevocationList {

                /**
                 * Constructs a new RevocationList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.RevocationList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RevocationList networkId. */
                networkId: Uint8Array;

                /** RevocationList issuer. */
                issuer: Uint8Array;

                /** RevocationList issuerCertificate. */
                issuerCertificate: Uint8Array;

                /** RevocationList sequence. */
                sequence: Long;

                /** RevocationList updatedMs. */
                updatedMs: Long;

                /** RevocationList revocations. */
                revocations: sov.membership.v1.Revocation.$Properties[];

                /**
                 * Encodes the specified RevocationList message. Does not implicitly {@link sov.membership.v1.RevocationList.verify|verify} messages.
                 * @param message RevocationList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.RevocationList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RevocationList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.RevocationList & sov.membership.v1.RevocationList.$Shape} RevocationList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.RevocationList & sov.membership.v1.RevocationList.$Shape;
            }

            namespace RevocationList {

                /** Properties of a RevocationList. */
                interface $Properties {

                    /** RevocationList networkId */
                    networkId?: (Uint8Array|null);

                    /** RevocationList issuer */
                    issuer?: (Uint8Array|null);

                    /** RevocationList issuerCertificate */
                    issuerCertificate?: (Uint8Array|null);

                    /** RevocationList sequence */
                    sequence?: (Long|null);

                    /** RevocationList updatedMs */
                    updatedMs?: (Long|null);

                    /** RevocationList revocations */
                    revocations?: (sov.membership.v1.Revocation.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RevocationList. */
                type $Shape = sov.membership.v1.RevocationList.$Properties;
            }

            /**
             * Properties of a Revocation.
             * @deprecated Use sov.membership.v1.Revocation.$Properties instead.
             */
            interface IRevocation extends sov.membership.v1.Revocation.$Properties {
            }

            /** Represents a Revocation. */
            class Revocation {

                /**
                 * Constructs a new Revocation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.Revocation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Revocation serial. */
                serial: Uint8Array;

                /** Revocation peer. */
                peer: Uint8Array;

                /** Revocation orgId. */
                orgId: string;

                /** Revocation issuer. */
                issuer: Uint8Array;

                /** Revocation sinceMs. */
                sinceMs: Long;

                /**
                 * Encodes the specified Revocation message. Does not implicitly {@link sov.membership.v1.Revocation.verify|verify} messages.
                 * @param message Revocation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.Revocation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Revocation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.Revocation & sov.membership.v1.Revocation.$Shape} Revocation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.Revocation & sov.membership.v1.Revocation.$Shape;
            }

            namespace Revocation {

                /** Properties of a Revocation. */
                interface $Properties {

                    /** Revocation serial */
                    serial?: (Uint8Array|null);

                    /** Revocation peer */
                    peer?: (Uint8Array|null);

                    /** Revocation orgId */
                    orgId?: (string|null);

                    /** Revocation issuer */
                    issuer?: (Uint8Array|null);

                    /** Revocation sinceMs */
                    sinceMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Revocation. */
                type $Shape = sov.membership.v1.Revocation.$Properties;
            }

            /** Role enum. */
            enum Role {

                /** ROLE_UNSPECIFIED value */
                ROLE_UNSPECIFIED = 0,

                /** ROLE_PROVIDER value */
                ROLE_PROVIDER = 1,

                /** ROLE_CONSUMER value */
                ROLE_CONSUMER = 2,

                /** ROLE_AUDITOR value */
                ROLE_AUDITOR = 3
            }

            /** LogPolicy enum. */
            enum LogPolicy {

                /** LOG_POLICY_UNSPECIFIED value */
                LOG_POLICY_UNSPECIFIED = 0,

                /** LOG_POLICY_NO_PROMPTS value */
                LOG_POLICY_NO_PROMPTS = 1
            }

            /**
             * Properties of a MembershipCredential.
             * @deprecated Use sov.membership.v1.MembershipCredential.$Properties instead.
             */
            interface IMembershipCredential extends sov.membership.v1.MembershipCredential.$Properties {
            }

            /** Represents a MembershipCredential. */
            class MembershipCredential {

                /**
                 * Constructs a new MembershipCredential.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.MembershipCredential.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MembershipCredential networkId. */
                networkId: Uint8Array;

                /** MembershipCredential serial. */
                serial: Uint8Array;

                /** MembershipCredential issuer. */
                issuer: Uint8Array;

                /** MembershipCredential issuerCertificate. */
                issuerCertificate: Uint8Array;

                /** MembershipCredential subject. */
                subject: Uint8Array;

                /** MembershipCredential orgId. */
                orgId: string;

                /** MembershipCredential orgName. */
                orgName: string;

                /** MembershipCredential jurisdiction. */
                jurisdiction: string;

                /** MembershipCredential evidenceLevel. */
                evidenceLevel: number;

                /** MembershipCredential evidenceRef. */
                evidenceRef: Uint8Array;

                /** MembershipCredential roles. */
                roles: sov.membership.v1.Role[];

                /** MembershipCredential maxConcurrent. */
                maxConcurrent: number;

                /** MembershipCredential logPolicy. */
                logPolicy: sov.membership.v1.LogPolicy;

                /** MembershipCredential notBeforeMs. */
                notBeforeMs: Long;

                /** MembershipCredential notAfterMs. */
                notAfterMs: Long;

                /** MembershipCredential delegation. */
                delegation: Uint8Array;

                /** MembershipCredential seat. */
                seat: number;

                /** MembershipCredential evidenceDateMs. */
                evidenceDateMs: Long;

                /**
                 * Encodes the specified MembershipCredential message. Does not implicitly {@link sov.membership.v1.MembershipCredential.verify|verify} messages.
                 * @param message MembershipCredential message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.MembershipCredential.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MembershipCredential message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.MembershipCredential & sov.membership.v1.MembershipCredential.$Shape} MembershipCredential
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.MembershipCredential & sov.membership.v1.MembershipCredential.$Shape;
            }

            namespace MembershipCredential {

                /** Properties of a MembershipCredential. */
                interface $Properties {

                    /** MembershipCredential networkId */
                    networkId?: (Uint8Array|null);

                    /** MembershipCredential serial */
                    serial?: (Uint8Array|null);

                    /** MembershipCredential issuer */
                    issuer?: (Uint8Array|null);

                    /** MembershipCredential issuerCertificate */
                    issuerCertificate?: (Uint8Array|null);

                    /** MembershipCredential subject */
                    subject?: (Uint8Array|null);

                    /** MembershipCredential orgId */
                    orgId?: (string|null);

                    /** MembershipCredential orgName */
                    orgName?: (string|null);

                    /** MembershipCredential jurisdiction */
                    jurisdiction?: (string|null);

                    /** MembershipCredential evidenceLevel */
                    evidenceLevel?: (number|null);

                    /** MembershipCredential evidenceRef */
                    evidenceRef?: (Uint8Array|null);

                    /** MembershipCredential roles */
                    roles?: (sov.membership.v1.Role[]|null);

                    /** MembershipCredential maxConcurrent */
                    maxConcurrent?: (number|null);

                    /** MembershipCredential logPolicy */
                    logPolicy?: (sov.membership.v1.LogPolicy|null);

                    /** MembershipCredential notBeforeMs */
                    notBeforeMs?: (Long|null);

                    /** MembershipCredential notAfterMs */
                    notAfterMs?: (Long|null);

                    /** MembershipCredential delegation */
                    delegation?: (Uint8Array|null);

                    /** MembershipCredential seat */
                    seat?: (number|null);

                    /** MembershipCredential evidenceDateMs */
                    evidenceDateMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MembershipCredential. */
                type $Shape = sov.membership.v1.MembershipCredential.$Properties;
            }

            /**
             * Properties of a GroupDefinition.
             * @deprecated Use sov.membership.v1.GroupDefinition.$Properties instead.
             */
            interface IGroupDefinition extends sov.membership.v1.GroupDefinition.$Properties {
            }

            /** Represents a GroupDefinition. */
            class GroupDefinition {

                /**
                 * Constructs a new GroupDefinition.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.GroupDefinition.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GroupDefinition networkId. */
                networkId: Uint8Array;

                /** GroupDefinition name. */
                name: string;

                /** GroupDefinition version. */
                version: number;

                /** GroupDefinition effectiveMs. */
                effectiveMs: Long;

                /** GroupDefinition jurisdictions. */
                jurisdictions: string[];

                /**
                 * Encodes the specified GroupDefinition message. Does not implicitly {@link sov.membership.v1.GroupDefinition.verify|verify} messages.
                 * @param message GroupDefinition message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.GroupDefinition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GroupDefinition message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.GroupDefinition & sov.membership.v1.GroupDefinition.$Shape} GroupDefinition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.GroupDefinition & sov.membership.v1.GroupDefinition.$Shape;
            }

            namespace GroupDefinition {

                /** Properties of a GroupDefinition. */
                interface $Properties {

                    /** GroupDefinition networkId */
                    networkId?: (Uint8Array|null);

                    /** GroupDefinition name */
                    name?: (string|null);

                    /** GroupDefinition version */
                    version?: (number|null);

                    /** GroupDefinition effectiveMs */
                    effectiveMs?: (Long|null);

                    /** GroupDefinition jurisdictions */
                    jurisdictions?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GroupDefinition. */
                type $Shape = sov.membership.v1.GroupDefinition.$Properties;
            }

            /**
             * Properties of a CredentialChain.
             * @deprecated Use sov.membership.v1.CredentialChain.$Properties instead.
             */
            interface ICredentialChain extends sov.membership.v1.CredentialChain.$Properties {
            }

            /** Represents a CredentialChain. */
            class CredentialChain {

                /**
                 * Constructs a new CredentialChain.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.CredentialChain.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CredentialChain genesis. */
                genesis: Uint8Array;

                /** CredentialChain issuerCertificate. */
                issuerCertificate: Uint8Array;

                /** CredentialChain delegation. */
                delegation: Uint8Array;

                /** CredentialChain membership. */
                membership: Uint8Array;

                /** CredentialChain delegationIssuerCertificate. */
                delegationIssuerCertificate: Uint8Array;

                /**
                 * Encodes the specified CredentialChain message. Does not implicitly {@link sov.membership.v1.CredentialChain.verify|verify} messages.
                 * @param message CredentialChain message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.CredentialChain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CredentialChain message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.CredentialChain & sov.membership.v1.CredentialChain.$Shape} CredentialChain
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.CredentialChain & sov.membership.v1.CredentialChain.$Shape;
            }

            namespace CredentialChain {

                /** Properties of a CredentialChain. */
                interface $Properties {

                    /** CredentialChain genesis */
                    genesis?: (Uint8Array|null);

                    /** CredentialChain issuerCertificate */
                    issuerCertificate?: (Uint8Array|null);

                    /** CredentialChain delegation */
                    delegation?: (Uint8Array|null);

                    /** CredentialChain membership */
                    membership?: (Uint8Array|null);

                    /** CredentialChain delegationIssuerCertificate */
                    delegationIssuerCertificate?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CredentialChain. */
                type $Shape = sov.membership.v1.CredentialChain.$Properties;
            }

            /**
             * Properties of a CoopBundle.
             * @deprecated Use sov.membership.v1.CoopBundle.$Properties instead.
             */
            interface ICoopBundle extends sov.membership.v1.CoopBundle.$Properties {
            }

            /** Represents a CoopBundle. */
            class CoopBundle {

                /**
                 * Constructs a new CoopBundle.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.CoopBundle.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CoopBundle genesis. */
                genesis: Uint8Array;

                /** CoopBundle issuerCertificates. */
                issuerCertificates: Uint8Array[];

                /** CoopBundle groups. */
                groups: Uint8Array[];

                /** CoopBundle priceTables. */
                priceTables: Uint8Array[];

                /** CoopBundle revocationLists. */
                revocationLists: Uint8Array[];

                /** CoopBundle delegations. */
                delegations: Uint8Array[];

                /** CoopBundle lifetimes. */
                lifetimes: Uint8Array[];

                /**
                 * Encodes the specified CoopBundle message. Does not implicitly {@link sov.membership.v1.CoopBundle.verify|verify} messages.
                 * @param message CoopBundle message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.CoopBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CoopBundle message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.CoopBundle & sov.membership.v1.CoopBundle.$Shape} CoopBundle
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.CoopBundle & sov.membership.v1.CoopBundle.$Shape;
            }

            namespace CoopBundle {

                /** Properties of a CoopBundle. */
                interface $Properties {

                    /** CoopBundle genesis */
                    genesis?: (Uint8Array|null);

                    /** CoopBundle issuerCertificates */
                    issuerCertificates?: (Uint8Array[]|null);

                    /** CoopBundle groups */
                    groups?: (Uint8Array[]|null);

                    /** CoopBundle priceTables */
                    priceTables?: (Uint8Array[]|null);

                    /** CoopBundle revocationLists */
                    revocationLists?: (Uint8Array[]|null);

                    /** CoopBundle delegations */
                    delegations?: (Uint8Array[]|null);

                    /** CoopBundle lifetimes */
                    lifetimes?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CoopBundle. */
                type $Shape = sov.membership.v1.CoopBundle.$Properties;
            }

            /**
             * Properties of a HelloFrame.
             * @deprecated Use sov.membership.v1.HelloFrame.$Properties instead.
             */
            interface IHelloFrame extends sov.membership.v1.HelloFrame.$Properties {
            }

            /** Represents a HelloFrame. */
            class HelloFrame {

                /**
                 * Constructs a new HelloFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.HelloFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HelloFrame hello. */
                hello?: (sov.membership.v1.Hello.$Properties|null);

                /** HelloFrame refusal. */
                refusal?: (Uint8Array|null);

                /** HelloFrame error. */
                error?: (sov.wire.v1.Error.$Properties|null);

                /** HelloFrame kind. */
                kind?: ("hello"|"refusal");

                /**
                 * Encodes the specified HelloFrame message. Does not implicitly {@link sov.membership.v1.HelloFrame.verify|verify} messages.
                 * @param message HelloFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.HelloFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HelloFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.HelloFrame & sov.membership.v1.HelloFrame.$Shape} HelloFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.HelloFrame & sov.membership.v1.HelloFrame.$Shape;
            }

            namespace HelloFrame {

                /** Properties of a HelloFrame. */
                interface $Properties {

                    /** HelloFrame hello */
                    hello?: (sov.membership.v1.Hello.$Properties|null);

                    /** HelloFrame refusal */
                    refusal?: (Uint8Array|null);

                    /** HelloFrame error */
                    error?: (sov.wire.v1.Error.$Properties|null);

                    /** HelloFrame kind */
                    kind?: ("hello"|"refusal");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a HelloFrame. */
                type $Shape = {
                  hello?: sov.membership.v1.Hello.$Shape|null;
                  refusal?: Uint8Array|null;
                  error?: sov.wire.v1.Error.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; hello?: null; refusal?: null }|{ kind?: "hello"; hello: sov.membership.v1.Hello.$Shape; refusal?: null }|{ kind?: "refusal"; hello?: null; refusal: Uint8Array })
                );
            }

            /**
             * Properties of a Hello.
             * @deprecated Use sov.membership.v1.Hello.$Properties instead.
             */
            interface IHello extends sov.membership.v1.Hello.$Properties {
            }

            /** Represents a Hello. */
            class Hello {

                /**
                 * Constructs a new Hello.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.Hello.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Hello versions. */
                versions: number[];

                /** Hello features. */
                features: string[];

                /** Hello chain. */
                chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                /** Hello bootNonce. */
                bootNonce: Uint8Array;

                /** Hello agent. */
                agent: string;

                /** Hello bundle. */
                bundle: Uint8Array;

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link sov.membership.v1.Hello.verify|verify} messages.
                 * @param message Hello message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.Hello & sov.membership.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.Hello & sov.membership.v1.Hello.$Shape;
            }

            namespace Hello {

                /** Properties of a Hello. */
                interface $Properties {

                    /** Hello versions */
                    versions?: (number[]|null);

                    /** Hello features */
                    features?: (string[]|null);

                    /** Hello chain */
                    chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                    /** Hello bootNonce */
                    bootNonce?: (Uint8Array|null);

                    /** Hello agent */
                    agent?: (string|null);

                    /** Hello bundle */
                    bundle?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Hello. */
                type $Shape = sov.membership.v1.Hello.$Properties;
            }

            /**
             * Properties of a HelloRefusal.
             * @deprecated Use sov.membership.v1.HelloRefusal.$Properties instead.
             */
            interface IHelloRefusal extends sov.membership.v1.HelloRefusal.$Properties {
            }

            /** Represents a HelloRefusal. */
            class HelloRefusal {

                /**
                 * Constructs a new HelloRefusal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.HelloRefusal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HelloRefusal peer. */
                peer: Uint8Array;

                /** HelloRefusal code. */
                code: sov.wire.v1.ErrorCode;

                /** HelloRefusal reason. */
                reason: string;

                /** HelloRefusal timeMs. */
                timeMs: Long;

                /**
                 * Encodes the specified HelloRefusal message. Does not implicitly {@link sov.membership.v1.HelloRefusal.verify|verify} messages.
                 * @param message HelloRefusal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.HelloRefusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HelloRefusal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.HelloRefusal & sov.membership.v1.HelloRefusal.$Shape} HelloRefusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.HelloRefusal & sov.membership.v1.HelloRefusal.$Shape;
            }

            namespace HelloRefusal {

                /** Properties of a HelloRefusal. */
                interface $Properties {

                    /** HelloRefusal peer */
                    peer?: (Uint8Array|null);

                    /** HelloRefusal code */
                    code?: (sov.wire.v1.ErrorCode|null);

                    /** HelloRefusal reason */
                    reason?: (string|null);

                    /** HelloRefusal timeMs */
                    timeMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HelloRefusal. */
                type $Shape = sov.membership.v1.HelloRefusal.$Properties;
            }

            /**
             * Properties of a MembershipFrame.
             * @deprecated Use sov.membership.v1.MembershipFrame.$Properties instead.
             */
            interface IMembershipFrame extends sov.membership.v1.MembershipFrame.$Properties {
            }

            /** Represents a MembershipFrame. */
            class MembershipFrame {

                /**
                 * Constructs a new MembershipFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.MembershipFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MembershipFrame join. */
                join?: (sov.membership.v1.JoinRequest.$Properties|null);

                /** MembershipFrame joined. */
                joined?: (sov.membership.v1.JoinResponse.$Properties|null);

                /** MembershipFrame publish. */
                publish?: (sov.membership.v1.CoopBundle.$Properties|null);

                /** MembershipFrame published. */
                published?: (sov.membership.v1.PublishResponse.$Properties|null);

                /** MembershipFrame renew. */
                renew?: (sov.membership.v1.RenewRequest.$Properties|null);

                /** MembershipFrame pending. */
                pending?: (sov.membership.v1.JoinPending.$Properties|null);

                /** MembershipFrame leave. */
                leave?: (sov.membership.v1.LeaveRequest.$Properties|null);

                /** MembershipFrame left. */
                left?: (sov.membership.v1.LeaveResponse.$Properties|null);

                /** MembershipFrame pull. */
                pull?: (sov.membership.v1.PullRequest.$Properties|null);

                /** MembershipFrame error. */
                error?: (sov.wire.v1.Error.$Properties|null);

                /** MembershipFrame kind. */
                kind?: ("join"|"joined"|"publish"|"published"|"renew"|"pending"|"leave"|"left"|"pull");

                /**
                 * Encodes the specified MembershipFrame message. Does not implicitly {@link sov.membership.v1.MembershipFrame.verify|verify} messages.
                 * @param message MembershipFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.MembershipFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MembershipFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.MembershipFrame & sov.membership.v1.MembershipFrame.$Shape} MembershipFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.MembershipFrame & sov.membership.v1.MembershipFrame.$Shape;
            }

            namespace MembershipFrame {

                /** Properties of a MembershipFrame. */
                interface $Properties {

                    /** MembershipFrame join */
                    join?: (sov.membership.v1.JoinRequest.$Properties|null);

                    /** MembershipFrame joined */
                    joined?: (sov.membership.v1.JoinResponse.$Properties|null);

                    /** MembershipFrame publish */
                    publish?: (sov.membership.v1.CoopBundle.$Properties|null);

                    /** MembershipFrame published */
                    published?: (sov.membership.v1.PublishResponse.$Properties|null);

                    /** MembershipFrame renew */
                    renew?: (sov.membership.v1.RenewRequest.$Properties|null);

                    /** MembershipFrame pending */
                    pending?: (sov.membership.v1.JoinPending.$Properties|null);

                    /** MembershipFrame leave */
                    leave?: (sov.membership.v1.LeaveRequest.$Properties|null);

                    /** MembershipFrame left */
                    left?: (sov.membership.v1.LeaveResponse.$Properties|null);

                    /** MembershipFrame pull */
                    pull?: (sov.membership.v1.PullRequest.$Properties|null);

                    /** MembershipFrame error */
                    error?: (sov.wire.v1.Error.$Properties|null);

                    /** MembershipFrame kind */
                    kind?: ("join"|"joined"|"publish"|"published"|"renew"|"pending"|"leave"|"left"|"pull");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a MembershipFrame. */
                type $Shape = {
                  join?: sov.membership.v1.JoinRequest.$Shape|null;
                  joined?: sov.membership.v1.JoinResponse.$Shape|null;
                  publish?: sov.membership.v1.CoopBundle.$Shape|null;
                  published?: sov.membership.v1.PublishResponse.$Shape|null;
                  renew?: sov.membership.v1.RenewRequest.$Shape|null;
                  pending?: sov.membership.v1.JoinPending.$Shape|null;
                  leave?: sov.membership.v1.LeaveRequest.$Shape|null;
                  left?: sov.membership.v1.LeaveResponse.$Shape|null;
                  pull?: sov.membership.v1.PullRequest.$Shape|null;
                  error?: sov.wire.v1.Error.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "join"; join: sov.membership.v1.JoinRequest.$Shape; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "joined"; join?: null; joined: sov.membership.v1.JoinResponse.$Shape; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "publish"; join?: null; joined?: null; publish: sov.membership.v1.CoopBundle.$Shape; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "published"; join?: null; joined?: null; publish?: null; published: sov.membership.v1.PublishResponse.$Shape; renew?: null; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "renew"; join?: null; joined?: null; publish?: null; published?: null; renew: sov.membership.v1.RenewRequest.$Shape; pending?: null; leave?: null; left?: null; pull?: null }|{ kind?: "pending"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending: sov.membership.v1.JoinPending.$Shape; leave?: null; left?: null; pull?: null }|{ kind?: "leave"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave: sov.membership.v1.LeaveRequest.$Shape; left?: null; pull?: null }|{ kind?: "left"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left: sov.membership.v1.LeaveResponse.$Shape; pull?: null }|{ kind?: "pull"; join?: null; joined?: null; publish?: null; published?: null; renew?: null; pending?: null; leave?: null; left?: null; pull: sov.membership.v1.PullRequest.$Shape })
                );
            }

            /**
             * Properties of a JoinRequest.
             * @deprecated Use sov.membership.v1.JoinRequest.$Properties instead.
             */
            interface IJoinRequest extends sov.membership.v1.JoinRequest.$Properties {
            }

            /** Represents a JoinRequest. */
            class JoinRequest {

                /**
                 * Constructs a new JoinRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.JoinRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JoinRequest networkId. */
                networkId: Uint8Array;

                /** JoinRequest secret. */
                secret: Uint8Array;

                /**
                 * Encodes the specified JoinRequest message. Does not implicitly {@link sov.membership.v1.JoinRequest.verify|verify} messages.
                 * @param message JoinRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.JoinRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JoinRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.JoinRequest & sov.membership.v1.JoinRequest.$Shape} JoinRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.JoinRequest & sov.membership.v1.JoinRequest.$Shape;
            }

            namespace JoinRequest {

                /** Properties of a JoinRequest. */
                interface $Properties {

                    /** JoinRequest networkId */
                    networkId?: (Uint8Array|null);

                    /** JoinRequest secret */
                    secret?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JoinRequest. */
                type $Shape = sov.membership.v1.JoinRequest.$Properties;
            }

            /**
             * Properties of a JoinResponse.
             * @deprecated Use sov.membership.v1.JoinResponse.$Properties instead.
             */
            interface IJoinResponse extends sov.membership.v1.JoinResponse.$Properties {
            }

            /** Represents a JoinResponse. */
            class JoinResponse {

                /**
                 * Constructs a new JoinResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.JoinResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JoinResponse chain. */
                chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                /** JoinResponse bundle. */
                bundle?: (sov.membership.v1.CoopBundle.$Properties|null);

                /**
                 * Encodes the specified JoinResponse message. Does not implicitly {@link sov.membership.v1.JoinResponse.verify|verify} messages.
                 * @param message JoinResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.JoinResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JoinResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.JoinResponse & sov.membership.v1.JoinResponse.$Shape} JoinResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.JoinResponse & sov.membership.v1.JoinResponse.$Shape;
            }

            namespace JoinResponse {

                /** Properties of a JoinResponse. */
                interface $Properties {

                    /** JoinResponse chain */
                    chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                    /** JoinResponse bundle */
                    bundle?: (sov.membership.v1.CoopBundle.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JoinResponse. */
                type $Shape = sov.membership.v1.JoinResponse.$Properties;
            }

            /**
             * Properties of a RenewRequest.
             * @deprecated Use sov.membership.v1.RenewRequest.$Properties instead.
             */
            interface IRenewRequest extends sov.membership.v1.RenewRequest.$Properties {
            }

            /** Represents a RenewRequest. */
            class RenewRequest {

                /**
                 * Constructs a new RenewRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.RenewRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RenewRequest chain. */
                chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                /**
                 * Encodes the specified RenewRequest message. Does not implicitly {@link sov.membership.v1.RenewRequest.verify|verify} messages.
                 * @param message RenewRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.RenewRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RenewRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.RenewRequest & sov.membership.v1.RenewRequest.$Shape} RenewRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.RenewRequest & sov.membership.v1.RenewRequest.$Shape;
            }

            namespace RenewRequest {

                /** Properties of a RenewRequest. */
                interface $Properties {

                    /** RenewRequest chain */
                    chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RenewRequest. */
                type $Shape = sov.membership.v1.RenewRequest.$Properties;
            }

            /**
             * Properties of a JoinPending.
             * @deprecated Use sov.membership.v1.JoinPending.$Properties instead.
             */
            interface IJoinPending extends sov.membership.v1.JoinPending.$Properties {
            }

            /** Represents a JoinPending. */
            class JoinPending {

                /**
                 * Constructs a new JoinPending.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.JoinPending.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JoinPending retryAfterMs. */
                retryAfterMs: number;

                /**
                 * Encodes the specified JoinPending message. Does not implicitly {@link sov.membership.v1.JoinPending.verify|verify} messages.
                 * @param message JoinPending message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.JoinPending.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JoinPending message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.JoinPending & sov.membership.v1.JoinPending.$Shape} JoinPending
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.JoinPending & sov.membership.v1.JoinPending.$Shape;
            }

            namespace JoinPending {

                /** Properties of a JoinPending. */
                interface $Properties {

                    /** JoinPending retryAfterMs */
                    retryAfterMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JoinPending. */
                type $Shape = sov.membership.v1.JoinPending.$Properties;
            }

            /**
             * Properties of a LeaveRequest.
             * @deprecated Use sov.membership.v1.LeaveRequest.$Properties instead.
             */
            interface ILeaveRequest extends sov.membership.v1.LeaveRequest.$Properties {
            }

            /** Represents a LeaveRequest. */
            class LeaveRequest {

                /**
                 * Constructs a new LeaveRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.LeaveRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LeaveRequest chain. */
                chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                /**
                 * Encodes the specified LeaveRequest message. Does not implicitly {@link sov.membership.v1.LeaveRequest.verify|verify} messages.
                 * @param message LeaveRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.LeaveRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LeaveRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.LeaveRequest & sov.membership.v1.LeaveRequest.$Shape} LeaveRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.LeaveRequest & sov.membership.v1.LeaveRequest.$Shape;
            }

            namespace LeaveRequest {

                /** Properties of a LeaveRequest. */
                interface $Properties {

                    /** LeaveRequest chain */
                    chain?: (sov.membership.v1.CredentialChain.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LeaveRequest. */
                type $Shape = sov.membership.v1.LeaveRequest.$Properties;
            }

            /**
             * Properties of a LeaveResponse.
             * @deprecated Use sov.membership.v1.LeaveResponse.$Properties instead.
             */
            interface ILeaveResponse extends sov.membership.v1.LeaveResponse.$Properties {
            }

            /** Represents a LeaveResponse. */
            class LeaveResponse {

                /**
                 * Constructs a new LeaveResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.LeaveResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified LeaveResponse message. Does not implicitly {@link sov.membership.v1.LeaveResponse.verify|verify} messages.
                 * @param message LeaveResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.LeaveResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LeaveResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.LeaveResponse & sov.membership.v1.LeaveResponse.$Shape} LeaveResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.LeaveResponse & sov.membership.v1.LeaveResponse.$Shape;
            }

            namespace LeaveResponse {

                /** Properties of a LeaveResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LeaveResponse. */
                type $Shape = sov.membership.v1.LeaveResponse.$Properties;
            }

            /**
             * Properties of a PullRequest.
             * @deprecated Use sov.membership.v1.PullRequest.$Properties instead.
             */
            interface IPullRequest extends sov.membership.v1.PullRequest.$Properties {
            }

            /** Represents a PullRequest. */
            class PullRequest {

                /**
                 * Constructs a new PullRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.PullRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PullRequest networkId. */
                networkId: Uint8Array;

                /**
                 * Encodes the specified PullRequest message. Does not implicitly {@link sov.membership.v1.PullRequest.verify|verify} messages.
                 * @param message PullRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.PullRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PullRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.PullRequest & sov.membership.v1.PullRequest.$Shape} PullRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.PullRequest & sov.membership.v1.PullRequest.$Shape;
            }

            namespace PullRequest {

                /** Properties of a PullRequest. */
                interface $Properties {

                    /** PullRequest networkId */
                    networkId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PullRequest. */
                type $Shape = sov.membership.v1.PullRequest.$Properties;
            }

            /**
             * Properties of a PublishResponse.
             * @deprecated Use sov.membership.v1.PublishResponse.$Properties instead.
             */
            interface IPublishResponse extends sov.membership.v1.PublishResponse.$Properties {
            }

            /** Represents a PublishResponse. */
            class PublishResponse {

                /**
                 * Constructs a new PublishResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.PublishResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PublishResponse bundle. */
                bundle?: (sov.membership.v1.CoopBundle.$Properties|null);

                /**
                 * Encodes the specified PublishResponse message. Does not implicitly {@link sov.membership.v1.PublishResponse.verify|verify} messages.
                 * @param message PublishResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.PublishResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PublishResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.PublishResponse & sov.membership.v1.PublishResponse.$Shape} PublishResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.PublishResponse & sov.membership.v1.PublishResponse.$Shape;
            }

            namespace PublishResponse {

                /** Properties of a PublishResponse. */
                interface $Properties {

                    /** PublishResponse bundle */
                    bundle?: (sov.membership.v1.CoopBundle.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PublishResponse. */
                type $Shape = sov.membership.v1.PublishResponse.$Properties;
            }

            /**
             * Properties of an InviteCode.
             * @deprecated Use sov.membership.v1.InviteCode.$Properties instead.
             */
            interface IInviteCode extends sov.membership.v1.InviteCode.$Properties {
            }

            /** Represents an InviteCode. */
            class InviteCode {

                /**
                 * Constructs a new InviteCode.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.membership.v1.InviteCode.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** InviteCode networkId. */
                networkId: Uint8Array;

                /** InviteCode issuer. */
                issuer: Uint8Array;

                /** InviteCode node. */
                node: Uint8Array;

                /** InviteCode secret. */
                secret: Uint8Array;

                /** InviteCode addresses. */
                addresses: Uint8Array[];

                /** InviteCode expiresMs. */
                expiresMs: Long;

                /**
                 * Encodes the specified InviteCode message. Does not implicitly {@link sov.membership.v1.InviteCode.verify|verify} messages.
                 * @param message InviteCode message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.membership.v1.InviteCode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an InviteCode message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.membership.v1.InviteCode & sov.membership.v1.InviteCode.$Shape} InviteCode
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.membership.v1.InviteCode & sov.membership.v1.InviteCode.$Shape;
            }

            namespace InviteCode {

                /** Properties of an InviteCode. */
                interface $Properties {

                    /** InviteCode networkId */
                    networkId?: (Uint8Array|null);

                    /** InviteCode issuer */
                    issuer?: (Uint8Array|null);

                    /** InviteCode node */
                    node?: (Uint8Array|null);

                    /** InviteCode secret */
                    secret?: (Uint8Array|null);

                    /** InviteCode addresses */
                    addresses?: (Uint8Array[]|null);

                    /** InviteCode expiresMs */
                    expiresMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an InviteCode. */
                type $Shape = sov.membership.v1.InviteCode.$Properties;
            }
        }
    }

    /** Namespace offer. */
    namespace offer {

        /** Namespace v1. */
        namespace v1 {

            /** Availability enum. */
            enum Availability {

                /** AVAILABILITY_UNSPECIFIED value */
                AVAILABILITY_UNSPECIFIED = 0,

                /** AVAILABILITY_OPEN value */
                AVAILABILITY_OPEN = 1,

                /** AVAILABILITY_DRAINING value */
                AVAILABILITY_DRAINING = 2
            }

            /**
             * Properties of an Offer.
             * @deprecated Use sov.offer.v1.Offer.$Properties instead.
             */
            interface IOffer extends sov.offer.v1.Offer.$Properties {
            }

            /** Represents an Offer. */
            class Offer {

                /**
                 * Constructs a new Offer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.offer.v1.Offer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Offer networkId. */
                networkId: Uint8Array;

                /** Offer peer. */
                peer: Uint8Array;

                /** Offer bootNonce. */
                bootNonce: Uint8Array;

                /** Offer seq. */
                seq: Long;

                /** Offer issuedMs. */
                issuedMs: Long;

                /** Offer lifetimeMs. */
                lifetimeMs: number;

                /** Offer deviceClass. */
                deviceClass: string;

                /** Offer memoryFreeBytes. */
                memoryFreeBytes: Long;

                /** Offer availability. */
                availability: sov.offer.v1.Availability;

                /** Offer queued. */
                queued: number;

                /** Offer models. */
                models: sov.offer.v1.ModelOffer.$Properties[];

                /** Offer addresses. */
                addresses: Uint8Array[];

                /**
                 * Encodes the specified Offer message. Does not implicitly {@link sov.offer.v1.Offer.verify|verify} messages.
                 * @param message Offer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.offer.v1.Offer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Offer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.offer.v1.Offer & sov.offer.v1.Offer.$Shape} Offer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.offer.v1.Offer & sov.offer.v1.Offer.$Shape;
            }

            namespace Offer {

                /** Properties of an Offer. */
                interface $Properties {

                    /** Offer networkId */
                    networkId?: (Uint8Array|null);

                    /** Offer peer */
                    peer?: (Uint8Array|null);

                    /** Offer bootNonce */
                    bootNonce?: (Uint8Array|null);

                    /** Offer seq */
                    seq?: (Long|null);

                    /** Offer issuedMs */
                    issuedMs?: (Long|null);

                    /** Offer lifetimeMs */
                    lifetimeMs?: (number|null);

                    /** Offer deviceClass */
                    deviceClass?: (string|null);

                    /** Offer memoryFreeBytes */
                    memoryFreeBytes?: (Long|null);

                    /** Offer availability */
                    availability?: (sov.offer.v1.Availability|null);

                    /** Offer queued */
                    queued?: (number|null);

                    /** Offer models */
                    models?: (sov.offer.v1.ModelOffer.$Properties[]|null);

                    /** Offer addresses */
                    addresses?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Offer. */
                type $Shape = sov.offer.v1.Offer.$Properties;
            }

            /** ModelTask enum. */
            enum ModelTask {

                /** MODEL_TASK_UNSPECIFIED value */
                MODEL_TASK_UNSPECIFIED = 0,

                /** MODEL_TASK_CHAT value */
                MODEL_TASK_CHAT = 1,

                /** MODEL_TASK_EMBEDDING value */
                MODEL_TASK_EMBEDDING = 2
            }

            /**
             * Properties of a ModelOffer.
             * @deprecated Use sov.offer.v1.ModelOffer.$Properties instead.
             */
            interface IModelOffer extends sov.offer.v1.ModelOffer.$Properties {
            }

            /** Represents a ModelOffer. */
            class ModelOffer {

                /**
                 * Constructs a new ModelOffer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.offer.v1.ModelOffer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelOffer name. */
                name: string;

                /** ModelOffer manifest. */
                manifest: Uint8Array;

                /** ModelOffer contextTokens. */
                contextTokens: number;

                /** ModelOffer slots. */
                slots: number;

                /** ModelOffer busy. */
                busy: number;

                /** ModelOffer task. */
                task: sov.offer.v1.ModelTask;

                /**
                 * Encodes the specified ModelOffer message. Does not implicitly {@link sov.offer.v1.ModelOffer.verify|verify} messages.
                 * @param message ModelOffer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.offer.v1.ModelOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelOffer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.offer.v1.ModelOffer & sov.offer.v1.ModelOffer.$Shape} ModelOffer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.offer.v1.ModelOffer & sov.offer.v1.ModelOffer.$Shape;
            }

            namespace ModelOffer {

                /** Properties of a ModelOffer. */
                interface $Properties {

                    /** ModelOffer name */
                    name?: (string|null);

                    /** ModelOffer manifest */
                    manifest?: (Uint8Array|null);

                    /** ModelOffer contextTokens */
                    contextTokens?: (number|null);

                    /** ModelOffer slots */
                    slots?: (number|null);

                    /** ModelOffer busy */
                    busy?: (number|null);

                    /** ModelOffer task */
                    task?: (sov.offer.v1.ModelTask|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelOffer. */
                type $Shape = sov.offer.v1.ModelOffer.$Properties;
            }

            /**
             * Properties of an OfferFrame.
             * @deprecated Use sov.offer.v1.OfferFrame.$Properties instead.
             */
            interface IOfferFrame extends sov.offer.v1.OfferFrame.$Properties {
            }

            /** Represents an OfferFrame. */
            class OfferFrame {

                /**
                 * Constructs a new OfferFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.offer.v1.OfferFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OfferFrame offer. */
                offer: Uint8Array;

                /** OfferFrame known. */
                known: Uint8Array[];

                /** OfferFrame error. */
                error?: (sov.wire.v1.Error.$Properties|null);

                /**
                 * Encodes the specified OfferFrame message. Does not implicitly {@link sov.offer.v1.OfferFrame.verify|verify} messages.
                 * @param message OfferFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.offer.v1.OfferFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OfferFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.offer.v1.OfferFrame & sov.offer.v1.OfferFrame.$Shape} OfferFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.offer.v1.OfferFrame & sov.offer.v1.OfferFrame.$Shape;
            }

            namespace OfferFrame {

                /** Properties of an OfferFrame. */
                interface $Properties {

                    /** OfferFrame offer */
                    offer?: (Uint8Array|null);

                    /** OfferFrame known */
                    known?: (Uint8Array[]|null);

                    /** OfferFrame error */
                    error?: (sov.wire.v1.Error.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OfferFrame. */
                type $Shape = sov.offer.v1.OfferFrame.$Properties;
            }
        }
    }

    /** Namespace ledger. */
    namespace ledger {

        /** Namespace v1. */
        namespace v1 {

            /** AuditClass enum. */
            enum AuditClass {

                /** AUDIT_CLASS_UNSPECIFIED value */
                AUDIT_CLASS_UNSPECIFIED = 0,

                /** AUDIT_CLASS_NONE value */
                AUDIT_CLASS_NONE = 1,

                /** AUDIT_CLASS_RECHECK_ALLOWED value */
                AUDIT_CLASS_RECHECK_ALLOWED = 2
            }

            /**
             * Properties of an Order.
             * @deprecated Use sov.ledger.v1.Order.$Properties instead.
             */
            interface IOrder extends sov.ledger.v1.Order.$Properties {
            }

            /** Represents an Order. */
            class Order {

                /**
                 * Constructs a new Order.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Order.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Order networkId. */
                networkId: Uint8Array;

                /** Order orderId. */
                orderId: Uint8Array;

                /** Order consumer. */
                consumer: Uint8Array;

                /** Order provider. */
                provider: Uint8Array;

                /** Order consumerCredential. */
                consumerCredential: Uint8Array;

                /** Order providerCredential. */
                providerCredential: Uint8Array;

                /** Order createdMs. */
                createdMs: Long;

                /** Order expiresMs. */
                expiresMs: Long;

                /** Order modelManifest. */
                modelManifest: Uint8Array;

                /** Order requestCommitment. */
                requestCommitment: Uint8Array;

                /** Order paramsCommitment. */
                paramsCommitment: Uint8Array;

                /** Order maxPromptTokens. */
                maxPromptTokens: number;

                /** Order maxOutputTokens. */
                maxOutputTokens: number;

                /** Order priceTable. */
                priceTable: Uint8Array;

                /** Order maxCharge. */
                maxCharge: Long;

                /** Order voucherTokens. */
                voucherTokens: number;

                /** Order voucherMs. */
                voucherMs: number;

                /** Order policyDecision. */
                policyDecision: Uint8Array;

                /** Order rootOrderId. */
                rootOrderId: Uint8Array;

                /** Order shardIndex. */
                shardIndex: number;

                /** Order shardCount. */
                shardCount: number;

                /** Order continuation. */
                continuation: number;

                /** Order auditClass. */
                auditClass: sov.ledger.v1.AuditClass;

                /** Order providerBootNonce. */
                providerBootNonce: Uint8Array;

                /** Order consumerBootNonce. */
                consumerBootNonce: Uint8Array;

                /** Order orderNumber. */
                orderNumber: Long;

                /** Order previousOrder. */
                previousOrder: Uint8Array;

                /**
                 * Encodes the specified Order message. Does not implicitly {@link sov.ledger.v1.Order.verify|verify} messages.
                 * @param message Order message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Order.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Order message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Order & sov.ledger.v1.Order.$Shape} Order
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Order & sov.ledger.v1.Order.$Shape;
            }

            namespace Order {

                /** Properties of an Order. */
                interface $Properties {

                    /** Order networkId */
                    networkId?: (Uint8Array|null);

                    /** Order orderId */
                    orderId?: (Uint8Array|null);

                    /** Order consumer */
                    consumer?: (Uint8Array|null);

                    /** Order provider */
                    provider?: (Uint8Array|null);

                    /** Order consumerCredential */
                    consumerCredential?: (Uint8Array|null);

                    /** Order providerCredential */
                    providerCredential?: (Uint8Array|null);

                    /** Order createdMs */
                    createdMs?: (Long|null);

                    /** Order expiresMs */
                    expiresMs?: (Long|null);

                    /** Order modelManifest */
                    modelManifest?: (Uint8Array|null);

                    /** Order requestCommitment */
                    requestCommitment?: (Uint8Array|null);

                    /** Order paramsCommitment */
                    paramsCommitment?: (Uint8Array|null);

                    /** Order maxPromptTokens */
                    maxPromptTokens?: (number|null);

                    /** Order maxOutputTokens */
                    maxOutputTokens?: (number|null);

                    /** Order priceTable */
                    priceTable?: (Uint8Array|null);

                    /** Order maxCharge */
                    maxCharge?: (Long|null);

                    /** Order voucherTokens */
                    voucherTokens?: (number|null);

                    /** Order voucherMs */
                    voucherMs?: (number|null);

                    /** Order policyDecision */
                    policyDecision?: (Uint8Array|null);

                    /** Order rootOrderId */
                    rootOrderId?: (Uint8Array|null);

                    /** Order shardIndex */
                    shardIndex?: (number|null);

                    /** Order shardCount */
                    shardCount?: (number|null);

                    /** Order continuation */
                    continuation?: (number|null);

                    /** Order auditClass */
                    auditClass?: (sov.ledger.v1.AuditClass|null);

                    /** Order providerBootNonce */
                    providerBootNonce?: (Uint8Array|null);

                    /** Order consumerBootNonce */
                    consumerBootNonce?: (Uint8Array|null);

                    /** Order orderNumber */
                    orderNumber?: (Long|null);

                    /** Order previousOrder */
                    previousOrder?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Order. */
                type $Shape = sov.ledger.v1.Order.$Properties;
            }

            /**
             * Properties of a Voucher.
             * @deprecated Use sov.ledger.v1.Voucher.$Properties instead.
             */
            interface IVoucher extends sov.ledger.v1.Voucher.$Properties {
            }

            /** Represents a Voucher. */
            class Voucher {

                /**
                 * Constructs a new Voucher.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Voucher.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Voucher order. */
                order: Uint8Array;

                /** Voucher number. */
                number: number;

                /** Voucher outputTokens. */
                outputTokens: number;

                /** Voucher outputCommitment. */
                outputCommitment: Uint8Array;

                /** Voucher charge. */
                charge: Long;

                /** Voucher isFinal. */
                isFinal: boolean;

                /**
                 * Encodes the specified Voucher message. Does not implicitly {@link sov.ledger.v1.Voucher.verify|verify} messages.
                 * @param message Voucher message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Voucher.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Voucher message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Voucher & sov.ledger.v1.Voucher.$Shape} Voucher
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Voucher & sov.ledger.v1.Voucher.$Shape;
            }

            namespace Voucher {

                /** Properties of a Voucher. */
                interface $Properties {

                    /** Voucher order */
                    order?: (Uint8Array|null);

                    /** Voucher number */
                    number?: (number|null);

                    /** Voucher outputTokens */
                    outputTokens?: (number|null);

                    /** Voucher outputCommitment */
                    outputCommitment?: (Uint8Array|null);

                    /** Voucher charge */
                    charge?: (Long|null);

                    /** Voucher isFinal */
                    isFinal?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Voucher. */
                type $Shape = sov.ledger.v1.Voucher.$Properties;
            }

            /**
             * Properties of an Entry.
             * @deprecated Use sov.ledger.v1.Entry.$Properties instead.
             */
            interface IEntry extends sov.ledger.v1.Entry.$Properties {
            }

            /** Represents an Entry. */
            class Entry {

                /**
                 * Constructs a new Entry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Entry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Entry networkId. */
                networkId: Uint8Array;

                /** Entry author. */
                author: Uint8Array;

                /** Entry epoch. */
                epoch: number;

                /** Entry seq. */
                seq: Long;

                /** Entry previous. */
                previous: Uint8Array;

                /** Entry timeMs. */
                timeMs: Long;

                /** Entry newestOrder. */
                newestOrder: Uint8Array;

                /** Entry confirmations. */
                confirmations: sov.ledger.v1.PairConfirmation.$Properties[];

                /** Entry genesis. */
                genesis?: (sov.ledger.v1.Genesis.$Properties|null);

                /** Entry statement. */
                statement?: (sov.ledger.v1.Statement.$Properties|null);

                /** Entry countersign. */
                countersign?: (sov.ledger.v1.Countersign.$Properties|null);

                /** Entry succession. */
                succession?: (sov.ledger.v1.Succession.$Properties|null);

                /** Entry epochReset. */
                epochReset?: (sov.ledger.v1.EpochReset.$Properties|null);

                /** Entry adjustment. */
                adjustment?: (sov.ledger.v1.Adjustment.$Properties|null);

                /** Entry body. */
                body?: ("genesis"|"statement"|"countersign"|"succession"|"epochReset"|"adjustment");

                /**
                 * Encodes the specified Entry message. Does not implicitly {@link sov.ledger.v1.Entry.verify|verify} messages.
                 * @param message Entry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Entry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Entry & sov.ledger.v1.Entry.$Shape} Entry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Entry & sov.ledger.v1.Entry.$Shape;
            }

            namespace Entry {

                /** Properties of an Entry. */
                interface $Properties {

                    /** Entry networkId */
                    networkId?: (Uint8Array|null);

                    /** Entry author */
                    author?: (Uint8Array|null);

                    /** Entry epoch */
                    epoch?: (number|null);

                    /** Entry seq */
                    seq?: (Long|null);

                    /** Entry previous */
                    previous?: (Uint8Array|null);

                    /** Entry timeMs */
                    timeMs?: (Long|null);

                    /** Entry newestOrder */
                    newestOrder?: (Uint8Array|null);

                    /** Entry confirmations */
                    confirmations?: (sov.ledger.v1.PairConfirmation.$Properties[]|null);

                    /** Entry genesis */
                    genesis?: (sov.ledger.v1.Genesis.$Properties|null);

                    /** Entry statement */
                    statement?: (sov.ledger.v1.Statement.$Properties|null);

                    /** Entry countersign */
                    countersign?: (sov.ledger.v1.Countersign.$Properties|null);

                    /** Entry succession */
                    succession?: (sov.ledger.v1.Succession.$Properties|null);

                    /** Entry epochReset */
                    epochReset?: (sov.ledger.v1.EpochReset.$Properties|null);

                    /** Entry adjustment */
                    adjustment?: (sov.ledger.v1.Adjustment.$Properties|null);

                    /** Entry body */
                    body?: ("genesis"|"statement"|"countersign"|"succession"|"epochReset"|"adjustment");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an Entry. */
                type $Shape = {
                  networkId?: Uint8Array|null;
                  author?: Uint8Array|null;
                  epoch?: number|null;
                  seq?: Long|null;
                  previous?: Uint8Array|null;
                  timeMs?: Long|null;
                  newestOrder?: Uint8Array|null;
                  confirmations?: sov.ledger.v1.PairConfirmation.$Shape[]|null;
                  genesis?: sov.ledger.v1.Genesis.$Shape|null;
                  statement?: sov.ledger.v1.Statement.$Shape|null;
                  countersign?: sov.ledger.v1.Countersign.$Shape|null;
                  succession?: sov.ledger.v1.Succession.$Shape|null;
                  epochReset?: sov.ledger.v1.EpochReset.$Shape|null;
                  adjustment?: sov.ledger.v1.Adjustment.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; genesis?: null; statement?: null; countersign?: null; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "genesis"; genesis: sov.ledger.v1.Genesis.$Shape; statement?: null; countersign?: null; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "statement"; genesis?: null; statement: sov.ledger.v1.Statement.$Shape; countersign?: null; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "countersign"; genesis?: null; statement?: null; countersign: sov.ledger.v1.Countersign.$Shape; succession?: null; epochReset?: null; adjustment?: null }|{ body?: "succession"; genesis?: null; statement?: null; countersign?: null; succession: sov.ledger.v1.Succession.$Shape; epochReset?: null; adjustment?: null }|{ body?: "epochReset"; genesis?: null; statement?: null; countersign?: null; succession?: null; epochReset: sov.ledger.v1.EpochReset.$Shape; adjustment?: null }|{ body?: "adjustment"; genesis?: null; statement?: null; countersign?: null; succession?: null; epochReset?: null; adjustment: sov.ledger.v1.Adjustment.$Shape })
                );
            }

            /**
             * Properties of a PairConfirmation.
             * @deprecated Use sov.ledger.v1.PairConfirmation.$Properties instead.
             */
            interface IPairConfirmation extends sov.ledger.v1.PairConfirmation.$Properties {
            }

            /** Represents a PairConfirmation. */
            class PairConfirmation {

                /**
                 * Constructs a new PairConfirmation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.PairConfirmation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PairConfirmation consumer. */
                consumer: Uint8Array;

                /** PairConfirmation pairNumber. */
                pairNumber: Long;

                /** PairConfirmation countersign. */
                countersign: Uint8Array;

                /**
                 * Encodes the specified PairConfirmation message. Does not implicitly {@link sov.ledger.v1.PairConfirmation.verify|verify} messages.
                 * @param message PairConfirmation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.PairConfirmation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PairConfirmation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.PairConfirmation & sov.ledger.v1.PairConfirmation.$Shape} PairConfirmation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.PairConfirmation & sov.ledger.v1.PairConfirmation.$Shape;
            }

            namespace PairConfirmation {

                /** Properties of a PairConfirmation. */
                interface $Properties {

                    /** PairConfirmation consumer */
                    consumer?: (Uint8Array|null);

                    /** PairConfirmation pairNumber */
                    pairNumber?: (Long|null);

                    /** PairConfirmation countersign */
                    countersign?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PairConfirmation. */
                type $Shape = sov.ledger.v1.PairConfirmation.$Properties;
            }

            /**
             * Properties of a Genesis.
             * @deprecated Use sov.ledger.v1.Genesis.$Properties instead.
             */
            interface IGenesis extends sov.ledger.v1.Genesis.$Properties {
            }

            /** Represents a Genesis. */
            class Genesis {

                /**
                 * Constructs a new Genesis.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Genesis.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Genesis credential. */
                credential: Uint8Array;

                /**
                 * Encodes the specified Genesis message. Does not implicitly {@link sov.ledger.v1.Genesis.verify|verify} messages.
                 * @param message Genesis message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Genesis.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Genesis message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Genesis & sov.ledger.v1.Genesis.$Shape} Genesis
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Genesis & sov.ledger.v1.Genesis.$Shape;
            }

            namespace Genesis {

                /** Properties of a Genesis. */
                interface $Properties {

                    /** Genesis credential */
                    credential?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Genesis. */
                type $Shape = sov.ledger.v1.Genesis.$Properties;
            }

            /** StatementStatus enum. */
            enum StatementStatus {

                /** STATEMENT_STATUS_UNSPECIFIED value */
                STATEMENT_STATUS_UNSPECIFIED = 0,

                /** STATEMENT_STATUS_COMPLETE value */
                STATEMENT_STATUS_COMPLETE = 1,

                /** STATEMENT_STATUS_LENGTH value */
                STATEMENT_STATUS_LENGTH = 2,

                /** STATEMENT_STATUS_CANCELLED value */
                STATEMENT_STATUS_CANCELLED = 3,

                /** STATEMENT_STATUS_FAILED value */
                STATEMENT_STATUS_FAILED = 4
            }

            /**
             * Properties of a Statement.
             * @deprecated Use sov.ledger.v1.Statement.$Properties instead.
             */
            interface IStatement extends sov.ledger.v1.Statement.$Properties {
            }

            /** Represents a Statement. */
            class Statement {

                /**
                 * Constructs a new Statement.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Statement.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Statement order. */
                order: Uint8Array;

                /** Statement consumer. */
                consumer: Uint8Array;

                /** Statement status. */
                status: sov.ledger.v1.StatementStatus;

                /** Statement promptTokens. */
                promptTokens: number;

                /** Statement cachedTokens. */
                cachedTokens: number;

                /** Statement outputTokens. */
                outputTokens: number;

                /** Statement outputCommitment. */
                outputCommitment: Uint8Array;

                /** Statement charge. */
                charge: Long;

                /** Statement voucher. */
                voucher: Uint8Array;

                /** Statement startedMs. */
                startedMs: Long;

                /** Statement endedMs. */
                endedMs: Long;

                /** Statement engine. */
                engine: string;

                /** Statement isAttested. */
                isAttested: boolean;

                /**
                 * Encodes the specified Statement message. Does not implicitly {@link sov.ledger.v1.Statement.verify|verify} messages.
                 * @param message Statement message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Statement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Statement message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Statement & sov.ledger.v1.Statement.$Shape} Statement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Statement & sov.ledger.v1.Statement.$Shape;
            }

            namespace Statement {

                /** Properties of a Statement. */
                interface $Properties {

                    /** Statement order */
                    order?: (Uint8Array|null);

                    /** Statement consumer */
                    consumer?: (Uint8Array|null);

                    /** Statement status */
                    status?: (sov.ledger.v1.StatementStatus|null);

                    /** Statement promptTokens */
                    promptTokens?: (number|null);

                    /** Statement cachedTokens */
                    cachedTokens?: (number|null);

                    /** Statement outputTokens */
                    outputTokens?: (number|null);

                    /** Statement outputCommitment */
                    outputCommitment?: (Uint8Array|null);

                    /** Statement charge */
                    charge?: (Long|null);

                    /** Statement voucher */
                    voucher?: (Uint8Array|null);

                    /** Statement startedMs */
                    startedMs?: (Long|null);

                    /** Statement endedMs */
                    endedMs?: (Long|null);

                    /** Statement engine */
                    engine?: (string|null);

                    /** Statement isAttested */
                    isAttested?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Statement. */
                type $Shape = sov.ledger.v1.Statement.$Properties;
            }

            /** Verdict enum. */
            enum Verdict {

                /** VERDICT_UNSPECIFIED value */
                VERDICT_UNSPECIFIED = 0,

                /** VERDICT_ACCEPT value */
                VERDICT_ACCEPT = 1,

                /** VERDICT_DISPUTE value */
                VERDICT_DISPUTE = 2
            }

            /** DisputeReason enum. */
            enum DisputeReason {

                /** DISPUTE_REASON_UNSPECIFIED value */
                DISPUTE_REASON_UNSPECIFIED = 0,

                /** DISPUTE_REASON_COUNTS value */
                DISPUTE_REASON_COUNTS = 1,

                /** DISPUTE_REASON_CHARGE value */
                DISPUTE_REASON_CHARGE = 2,

                /** DISPUTE_REASON_COMMITMENT value */
                DISPUTE_REASON_COMMITMENT = 3,

                /** DISPUTE_REASON_ORDER value */
                DISPUTE_REASON_ORDER = 4
            }

            /**
             * Properties of a Countersign.
             * @deprecated Use sov.ledger.v1.Countersign.$Properties instead.
             */
            interface ICountersign extends sov.ledger.v1.Countersign.$Properties {
            }

            /** Represents a Countersign. */
            class Countersign {

                /**
                 * Constructs a new Countersign.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Countersign.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Countersign statement. */
                statement: Uint8Array;

                /** Countersign provider. */
                provider: Uint8Array;

                /** Countersign verdict. */
                verdict: sov.ledger.v1.Verdict;

                /** Countersign reason. */
                reason: sov.ledger.v1.DisputeReason;

                /** Countersign ownPromptTokens. */
                ownPromptTokens: number;

                /** Countersign ownOutputTokens. */
                ownOutputTokens: number;

                /** Countersign ownCharge. */
                ownCharge: Long;

                /** Countersign pairNumber. */
                pairNumber: Long;

                /** Countersign pairTotal. */
                pairTotal: Long;

                /**
                 * Encodes the specified Countersign message. Does not implicitly {@link sov.ledger.v1.Countersign.verify|verify} messages.
                 * @param message Countersign message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Countersign.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Countersign message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Countersign & sov.ledger.v1.Countersign.$Shape} Countersign
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Countersign & sov.ledger.v1.Countersign.$Shape;
            }

            namespace Countersign {

                /** Properties of a Countersign. */
                interface $Properties {

                    /** Countersign statement */
                    statement?: (Uint8Array|null);

                    /** Countersign provider */
                    provider?: (Uint8Array|null);

                    /** Countersign verdict */
                    verdict?: (sov.ledger.v1.Verdict|null);

                    /** Countersign reason */
                    reason?: (sov.ledger.v1.DisputeReason|null);

                    /** Countersign ownPromptTokens */
                    ownPromptTokens?: (number|null);

                    /** Countersign ownOutputTokens */
                    ownOutputTokens?: (number|null);

                    /** Countersign ownCharge */
                    ownCharge?: (Long|null);

                    /** Countersign pairNumber */
                    pairNumber?: (Long|null);

                    /** Countersign pairTotal */
                    pairTotal?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Countersign. */
                type $Shape = sov.ledger.v1.Countersign.$Properties;
            }

            /**
             * Properties of a Succession.
             * @deprecated Use sov.ledger.v1.Succession.$Properties instead.
             */
            interface ISuccession extends sov.ledger.v1.Succession.$Properties {
            }

            /** Represents a Succession. */
            class Succession {

                /**
                 * Constructs a new Succession.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Succession.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Succession grant. */
                grant: Uint8Array;

                /**
                 * Encodes the specified Succession message. Does not implicitly {@link sov.ledger.v1.Succession.verify|verify} messages.
                 * @param message Succession message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Succession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Succession message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Succession & sov.ledger.v1.Succession.$Shape} Succession
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Succession & sov.ledger.v1.Succession.$Shape;
            }

            namespace Succession {

                /** Properties of a Succession. */
                interface $Properties {

                    /** Succession grant */
                    grant?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Succession. */
                type $Shape = sov.ledger.v1.Succession.$Properties;
            }

            /**
             * Properties of an EpochReset.
             * @deprecated Use sov.ledger.v1.EpochReset.$Properties instead.
             */
            interface IEpochReset extends sov.ledger.v1.EpochReset.$Properties {
            }

            /** Represents an EpochReset. */
            class EpochReset {

                /**
                 * Constructs a new EpochReset.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.EpochReset.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EpochReset grant. */
                grant: Uint8Array;

                /**
                 * Encodes the specified EpochReset message. Does not implicitly {@link sov.ledger.v1.EpochReset.verify|verify} messages.
                 * @param message EpochReset message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.EpochReset.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EpochReset message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.EpochReset & sov.ledger.v1.EpochReset.$Shape} EpochReset
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.EpochReset & sov.ledger.v1.EpochReset.$Shape;
            }

            namespace EpochReset {

                /** Properties of an EpochReset. */
                interface $Properties {

                    /** EpochReset grant */
                    grant?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EpochReset. */
                type $Shape = sov.ledger.v1.EpochReset.$Properties;
            }

            /**
             * Properties of an Adjustment.
             * @deprecated Use sov.ledger.v1.Adjustment.$Properties instead.
             */
            interface IAdjustment extends sov.ledger.v1.Adjustment.$Properties {
            }

            /** Represents an Adjustment. */
            class Adjustment {

                /**
                 * Constructs a new Adjustment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Adjustment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Adjustment award. */
                award: Uint8Array;

                /**
                 * Encodes the specified Adjustment message. Does not implicitly {@link sov.ledger.v1.Adjustment.verify|verify} messages.
                 * @param message Adjustment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Adjustment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Adjustment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Adjustment & sov.ledger.v1.Adjustment.$Shape} Adjustment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Adjustment & sov.ledger.v1.Adjustment.$Shape;
            }

            namespace Adjustment {

                /** Properties of an Adjustment. */
                interface $Properties {

                    /** Adjustment award */
                    award?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Adjustment. */
                type $Shape = sov.ledger.v1.Adjustment.$Properties;
            }

            /**
             * Properties of a SuccessionGrant.
             * @deprecated Use sov.ledger.v1.SuccessionGrant.$Properties instead.
             */
            interface ISuccessionGrant extends sov.ledger.v1.SuccessionGrant.$Properties {
            }

            /** Represents a SuccessionGrant. */
            class SuccessionGrant {

                /**
                 * Constructs a new SuccessionGrant.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.SuccessionGrant.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SuccessionGrant networkId. */
                networkId: Uint8Array;

                /** SuccessionGrant predecessor. */
                predecessor: Uint8Array;

                /** SuccessionGrant successor. */
                successor: Uint8Array;

                /** SuccessionGrant timeMs. */
                timeMs: Long;

                /**
                 * Encodes the specified SuccessionGrant message. Does not implicitly {@link sov.ledger.v1.SuccessionGrant.verify|verify} messages.
                 * @param message SuccessionGrant message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.SuccessionGrant.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SuccessionGrant message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.SuccessionGrant & sov.ledger.v1.SuccessionGrant.$Shape} SuccessionGrant
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.SuccessionGrant & sov.ledger.v1.SuccessionGrant.$Shape;
            }

            namespace SuccessionGrant {

                /** Properties of a SuccessionGrant. */
                interface $Properties {

                    /** SuccessionGrant networkId */
                    networkId?: (Uint8Array|null);

                    /** SuccessionGrant predecessor */
                    predecessor?: (Uint8Array|null);

                    /** SuccessionGrant successor */
                    successor?: (Uint8Array|null);

                    /** SuccessionGrant timeMs */
                    timeMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SuccessionGrant. */
                type $Shape = sov.ledger.v1.SuccessionGrant.$Properties;
            }

            /**
             * Properties of an EpochGrant.
             * @deprecated Use sov.ledger.v1.EpochGrant.$Properties instead.
             */
            interface IEpochGrant extends sov.ledger.v1.EpochGrant.$Properties {
            }

            /** Represents an EpochGrant. */
            class EpochGrant {

                /**
                 * Constructs a new EpochGrant.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.EpochGrant.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EpochGrant networkId. */
                networkId: Uint8Array;

                /** EpochGrant author. */
                author: Uint8Array;

                /** EpochGrant epoch. */
                epoch: number;

                /** EpochGrant lastAccepted. */
                lastAccepted: Uint8Array;

                /** EpochGrant timeMs. */
                timeMs: Long;

                /**
                 * Encodes the specified EpochGrant message. Does not implicitly {@link sov.ledger.v1.EpochGrant.verify|verify} messages.
                 * @param message EpochGrant message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.EpochGrant.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EpochGrant message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.EpochGrant & sov.ledger.v1.EpochGrant.$Shape} EpochGrant
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.EpochGrant & sov.ledger.v1.EpochGrant.$Shape;
            }

            namespace EpochGrant {

                /** Properties of an EpochGrant. */
                interface $Properties {

                    /** EpochGrant networkId */
                    networkId?: (Uint8Array|null);

                    /** EpochGrant author */
                    author?: (Uint8Array|null);

                    /** EpochGrant epoch */
                    epoch?: (number|null);

                    /** EpochGrant lastAccepted */
                    lastAccepted?: (Uint8Array|null);

                    /** EpochGrant timeMs */
                    timeMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EpochGrant. */
                type $Shape = sov.ledger.v1.EpochGrant.$Properties;
            }

            /**
             * Properties of an Award.
             * @deprecated Use sov.ledger.v1.Award.$Properties instead.
             */
            interface IAward extends sov.ledger.v1.Award.$Properties {
            }

            /** Represents an Award. */
            class Award {

                /**
                 * Constructs a new Award.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Award.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Award networkId. */
                networkId: Uint8Array;

                /** Award awardId. */
                awardId: Uint8Array;

                /** Award debtor. */
                debtor: Uint8Array;

                /** Award creditor. */
                creditor: Uint8Array;

                /** Award amount. */
                amount: Long;

                /** Award subject. */
                subject: Uint8Array;

                /** Award timeMs. */
                timeMs: Long;

                /**
                 * Encodes the specified Award message. Does not implicitly {@link sov.ledger.v1.Award.verify|verify} messages.
                 * @param message Award message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Award.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Award message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Award & sov.ledger.v1.Award.$Shape} Award
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Award & sov.ledger.v1.Award.$Shape;
            }

            namespace Award {

                /** Properties of an Award. */
                interface $Properties {

                    /** Award networkId */
                    networkId?: (Uint8Array|null);

                    /** Award awardId */
                    awardId?: (Uint8Array|null);

                    /** Award debtor */
                    debtor?: (Uint8Array|null);

                    /** Award creditor */
                    creditor?: (Uint8Array|null);

                    /** Award amount */
                    amount?: (Long|null);

                    /** Award subject */
                    subject?: (Uint8Array|null);

                    /** Award timeMs */
                    timeMs?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Award. */
                type $Shape = sov.ledger.v1.Award.$Properties;
            }

            /**
             * Properties of a Head.
             * @deprecated Use sov.ledger.v1.Head.$Properties instead.
             */
            interface IHead extends sov.ledger.v1.Head.$Properties {
            }

            /** Represents a Head. */
            class Head {

                /**
                 * Constructs a new Head.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Head.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Head networkId. */
                networkId: Uint8Array;

                /** Head author. */
                author: Uint8Array;

                /** Head epoch. */
                epoch: number;

                /** Head seq. */
                seq: Long;

                /** Head entry. */
                entry: Uint8Array;

                /** Head timeMs. */
                timeMs: Long;

                /** Head merkleRoot. */
                merkleRoot: Uint8Array;

                /**
                 * Encodes the specified Head message. Does not implicitly {@link sov.ledger.v1.Head.verify|verify} messages.
                 * @param message Head message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Head.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Head message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Head & sov.ledger.v1.Head.$Shape} Head
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Head & sov.ledger.v1.Head.$Shape;
            }

            namespace Head {

                /** Properties of a Head. */
                interface $Properties {

                    /** Head networkId */
                    networkId?: (Uint8Array|null);

                    /** Head author */
                    author?: (Uint8Array|null);

                    /** Head epoch */
                    epoch?: (number|null);

                    /** Head seq */
                    seq?: (Long|null);

                    /** Head entry */
                    entry?: (Uint8Array|null);

                    /** Head timeMs */
                    timeMs?: (Long|null);

                    /** Head merkleRoot */
                    merkleRoot?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Head. */
                type $Shape = sov.ledger.v1.Head.$Properties;
            }

            /**
             * Properties of a ForkProof.
             * @deprecated Use sov.ledger.v1.ForkProof.$Properties instead.
             */
            interface IForkProof extends sov.ledger.v1.ForkProof.$Properties {
            }

            /** Represents a ForkProof. */
            class ForkProof {

                /**
                 * Constructs a new ForkProof.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.ForkProof.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ForkProof first. */
                first: Uint8Array;

                /** ForkProof second. */
                second: Uint8Array;

                /**
                 * Encodes the specified ForkProof message. Does not implicitly {@link sov.ledger.v1.ForkProof.verify|verify} messages.
                 * @param message ForkProof message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.ForkProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ForkProof message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.ForkProof & sov.ledger.v1.ForkProof.$Shape} ForkProof
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.ForkProof & sov.ledger.v1.ForkProof.$Shape;
            }

            namespace ForkProof {

                /** Properties of a ForkProof. */
                interface $Properties {

                    /** ForkProof first */
                    first?: (Uint8Array|null);

                    /** ForkProof second */
                    second?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ForkProof. */
                type $Shape = sov.ledger.v1.ForkProof.$Properties;
            }

            /**
             * Properties of a PriceTable.
             * @deprecated Use sov.ledger.v1.PriceTable.$Properties instead.
             */
            interface IPriceTable extends sov.ledger.v1.PriceTable.$Properties {
            }

            /** Represents a PriceTable. */
            class PriceTable {

                /**
                 * Constructs a new PriceTable.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.PriceTable.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PriceTable networkId. */
                networkId: Uint8Array;

                /** PriceTable version. */
                version: number;

                /** PriceTable effectiveMs. */
                effectiveMs: Long;

                /** PriceTable promptRate. */
                promptRate: number;

                /** PriceTable outputRate. */
                outputRate: number;

                /** PriceTable contextRate. */
                contextRate: number;

                /** PriceTable isFreeInsideOrganisation. */
                isFreeInsideOrganisation: boolean;

                /** PriceTable creditLimit. */
                creditLimit: Long;

                /** PriceTable startingLine. */
                startingLine: Long;

                /**
                 * Encodes the specified PriceTable message. Does not implicitly {@link sov.ledger.v1.PriceTable.verify|verify} messages.
                 * @param message PriceTable message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.PriceTable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PriceTable message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.PriceTable & sov.ledger.v1.PriceTable.$Shape} PriceTable
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.PriceTable & sov.ledger.v1.PriceTable.$Shape;
            }

            namespace PriceTable {

                /** Properties of a PriceTable. */
                interface $Properties {

                    /** PriceTable networkId */
                    networkId?: (Uint8Array|null);

                    /** PriceTable version */
                    version?: (number|null);

                    /** PriceTable effectiveMs */
                    effectiveMs?: (Long|null);

                    /** PriceTable promptRate */
                    promptRate?: (number|null);

                    /** PriceTable outputRate */
                    outputRate?: (number|null);

                    /** PriceTable contextRate */
                    contextRate?: (number|null);

                    /** PriceTable isFreeInsideOrganisation */
                    isFreeInsideOrganisation?: (boolean|null);

                    /** PriceTable creditLimit */
                    creditLimit?: (Long|null);

                    /** PriceTable startingLine */
                    startingLine?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PriceTable. */
                type $Shape = sov.ledger.v1.PriceTable.$Properties;
            }

            /**
             * Properties of a LedgerFrame.
             * @deprecated Use sov.ledger.v1.LedgerFrame.$Properties instead.
             */
            interface ILedgerFrame extends sov.ledger.v1.LedgerFrame.$Properties {
            }

            /** Represents a LedgerFrame. */
            class LedgerFrame {

                /**
                 * Constructs a new LedgerFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.LedgerFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LedgerFrame countersign. */
                countersign?: (Uint8Array|null);

                /** LedgerFrame stored. */
                stored?: (sov.ledger.v1.Stored.$Properties|null);

                /** LedgerFrame voucher. */
                voucher?: (Uint8Array|null);

                /** LedgerFrame statement. */
                statement?: (sov.ledger.v1.ReceiptBundle.$Properties|null);

                /** LedgerFrame unknown. */
                unknown?: (sov.ledger.v1.Unknown.$Properties|null);

                /** LedgerFrame announce. */
                announce?: (sov.ledger.v1.Announcement.$Properties|null);

                /** LedgerFrame known. */
                known?: (sov.ledger.v1.Known.$Properties|null);

                /** LedgerFrame range. */
                range?: (sov.ledger.v1.Range.$Properties|null);

                /** LedgerFrame records. */
                records?: (sov.ledger.v1.Records.$Properties|null);

                /** LedgerFrame fork. */
                fork?: (sov.ledger.v1.ForkProof.$Properties|null);

                /** LedgerFrame decision. */
                decision?: (Uint8Array|null);

                /** LedgerFrame error. */
                error?: (sov.wire.v1.Error.$Properties|null);

                /** LedgerFrame kind. */
                kind?: ("countersign"|"stored"|"voucher"|"statement"|"unknown"|"announce"|"known"|"range"|"records"|"fork"|"decision");

                /**
                 * Encodes the specified LedgerFrame message. Does not implicitly {@link sov.ledger.v1.LedgerFrame.verify|verify} messages.
                 * @param message LedgerFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.LedgerFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LedgerFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.LedgerFrame & sov.ledger.v1.LedgerFrame.$Shape} LedgerFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.LedgerFrame & sov.ledger.v1.LedgerFrame.$Shape;
            }

            namespace LedgerFrame {

                /** Properties of a LedgerFrame. */
                interface $Properties {

                    /** LedgerFrame countersign */
                    countersign?: (Uint8Array|null);

                    /** LedgerFrame stored */
                    stored?: (sov.ledger.v1.Stored.$Properties|null);

                    /** LedgerFrame voucher */
                    voucher?: (Uint8Array|null);

                    /** LedgerFrame statement */
                    statement?: (sov.ledger.v1.ReceiptBundle.$Properties|null);

                    /** LedgerFrame unknown */
                    unknown?: (sov.ledger.v1.Unknown.$Properties|null);

                    /** LedgerFrame announce */
                    announce?: (sov.ledger.v1.Announcement.$Properties|null);

                    /** LedgerFrame known */
                    known?: (sov.ledger.v1.Known.$Properties|null);

                    /** LedgerFrame range */
                    range?: (sov.ledger.v1.Range.$Properties|null);

                    /** LedgerFrame records */
                    records?: (sov.ledger.v1.Records.$Properties|null);

                    /** LedgerFrame fork */
                    fork?: (sov.ledger.v1.ForkProof.$Properties|null);

                    /** LedgerFrame decision */
                    decision?: (Uint8Array|null);

                    /** LedgerFrame error */
                    error?: (sov.wire.v1.Error.$Properties|null);

                    /** LedgerFrame kind */
                    kind?: ("countersign"|"stored"|"voucher"|"statement"|"unknown"|"announce"|"known"|"range"|"records"|"fork"|"decision");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a LedgerFrame. */
                type $Shape = {
                  countersign?: Uint8Array|null;
                  stored?: sov.ledger.v1.Stored.$Shape|null;
                  voucher?: Uint8Array|null;
                  statement?: sov.ledger.v1.ReceiptBundle.$Shape|null;
                  unknown?: sov.ledger.v1.Unknown.$Shape|null;
                  announce?: sov.ledger.v1.Announcement.$Shape|null;
                  known?: sov.ledger.v1.Known.$Shape|null;
                  range?: sov.ledger.v1.Range.$Shape|null;
                  records?: sov.ledger.v1.Records.$Shape|null;
                  fork?: sov.ledger.v1.ForkProof.$Shape|null;
                  decision?: Uint8Array|null;
                  error?: sov.wire.v1.Error.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "countersign"; countersign: Uint8Array; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "stored"; countersign?: null; stored: sov.ledger.v1.Stored.$Shape; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "voucher"; countersign?: null; stored?: null; voucher: Uint8Array; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "statement"; countersign?: null; stored?: null; voucher?: null; statement: sov.ledger.v1.ReceiptBundle.$Shape; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "unknown"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown: sov.ledger.v1.Unknown.$Shape; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "announce"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce: sov.ledger.v1.Announcement.$Shape; known?: null; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "known"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known: sov.ledger.v1.Known.$Shape; range?: null; records?: null; fork?: null; decision?: null }|{ kind?: "range"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range: sov.ledger.v1.Range.$Shape; records?: null; fork?: null; decision?: null }|{ kind?: "records"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records: sov.ledger.v1.Records.$Shape; fork?: null; decision?: null }|{ kind?: "fork"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork: sov.ledger.v1.ForkProof.$Shape; decision?: null }|{ kind?: "decision"; countersign?: null; stored?: null; voucher?: null; statement?: null; unknown?: null; announce?: null; known?: null; range?: null; records?: null; fork?: null; decision: Uint8Array })
                );
            }

            /**
             * Properties of a Stored.
             * @deprecated Use sov.ledger.v1.Stored.$Properties instead.
             */
            interface IStored extends sov.ledger.v1.Stored.$Properties {
            }

            /** Represents a Stored. */
            class Stored {

                /**
                 * Constructs a new Stored.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Stored.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Stored digest. */
                digest: Uint8Array;

                /**
                 * Encodes the specified Stored message. Does not implicitly {@link sov.ledger.v1.Stored.verify|verify} messages.
                 * @param message Stored message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Stored.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Stored message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Stored & sov.ledger.v1.Stored.$Shape} Stored
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Stored & sov.ledger.v1.Stored.$Shape;
            }

            namespace Stored {

                /** Properties of a Stored. */
                interface $Properties {

                    /** Stored digest */
                    digest?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Stored. */
                type $Shape = sov.ledger.v1.Stored.$Properties;
            }

            /**
             * Properties of an Unknown.
             * @deprecated Use sov.ledger.v1.Unknown.$Properties instead.
             */
            interface IUnknown extends sov.ledger.v1.Unknown.$Properties {
            }

            /** Represents an Unknown. */
            class Unknown {

                /**
                 * Constructs a new Unknown.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Unknown.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Unknown message. Does not implicitly {@link sov.ledger.v1.Unknown.verify|verify} messages.
                 * @param message Unknown message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Unknown.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Unknown message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Unknown & sov.ledger.v1.Unknown.$Shape} Unknown
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Unknown & sov.ledger.v1.Unknown.$Shape;
            }

            namespace Unknown {

                /** Properties of an Unknown. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Unknown. */
                type $Shape = sov.ledger.v1.Unknown.$Properties;
            }

            /**
             * Properties of an Announcement.
             * @deprecated Use sov.ledger.v1.Announcement.$Properties instead.
             */
            interface IAnnouncement extends sov.ledger.v1.Announcement.$Properties {
            }

            /** Represents an Announcement. */
            class Announcement {

                /**
                 * Constructs a new Announcement.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Announcement.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Announcement head. */
                head: Uint8Array;

                /** Announcement entries. */
                entries: Uint8Array[];

                /**
                 * Encodes the specified Announcement message. Does not implicitly {@link sov.ledger.v1.Announcement.verify|verify} messages.
                 * @param message Announcement message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Announcement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Announcement message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Announcement & sov.ledger.v1.Announcement.$Shape} Announcement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Announcement & sov.ledger.v1.Announcement.$Shape;
            }

            namespace Announcement {

                /** Properties of an Announcement. */
                interface $Properties {

                    /** Announcement head */
                    head?: (Uint8Array|null);

                    /** Announcement entries */
                    entries?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Announcement. */
                type $Shape = sov.ledger.v1.Announcement.$Properties;
            }

            /**
             * Properties of a Known.
             * @deprecated Use sov.ledger.v1.Known.$Properties instead.
             */
            interface IKnown extends sov.ledger.v1.Known.$Properties {
            }

            /** Represents a Known. */
            class Known {

                /**
                 * Constructs a new Known.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Known.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Known position. */
                position: Uint8Array;

                /** Known proof. */
                proof?: (sov.ledger.v1.ForkProof.$Properties|null);

                /**
                 * Encodes the specified Known message. Does not implicitly {@link sov.ledger.v1.Known.verify|verify} messages.
                 * @param message Known message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Known.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Known message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Known & sov.ledger.v1.Known.$Shape} Known
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Known & sov.ledger.v1.Known.$Shape;
            }

            namespace Known {

                /** Properties of a Known. */
                interface $Properties {

                    /** Known position */
                    position?: (Uint8Array|null);

                    /** Known proof */
                    proof?: (sov.ledger.v1.ForkProof.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Known. */
                type $Shape = sov.ledger.v1.Known.$Properties;
            }

            /**
             * Properties of a Range.
             * @deprecated Use sov.ledger.v1.Range.$Properties instead.
             */
            interface IRange extends sov.ledger.v1.Range.$Properties {
            }

            /** Represents a Range. */
            class Range {

                /**
                 * Constructs a new Range.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Range.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Range author. */
                author: Uint8Array;

                /** Range epoch. */
                epoch: number;

                /** Range fromSeq. */
                fromSeq: Long;

                /**
                 * Encodes the specified Range message. Does not implicitly {@link sov.ledger.v1.Range.verify|verify} messages.
                 * @param message Range message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Range.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Range message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Range & sov.ledger.v1.Range.$Shape} Range
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Range & sov.ledger.v1.Range.$Shape;
            }

            namespace Range {

                /** Properties of a Range. */
                interface $Properties {

                    /** Range author */
                    author?: (Uint8Array|null);

                    /** Range epoch */
                    epoch?: (number|null);

                    /** Range fromSeq */
                    fromSeq?: (Long|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Range. */
                type $Shape = sov.ledger.v1.Range.$Properties;
            }

            /**
             * Properties of a Records.
             * @deprecated Use sov.ledger.v1.Records.$Properties instead.
             */
            interface IRecords extends sov.ledger.v1.Records.$Properties {
            }

            /** Represents a Records. */
            class Records {

                /**
                 * Constructs a new Records.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.Records.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Records records. */
                records: sov.ledger.v1.LedgerRecord.$Properties[];

                /** Records hasMore. */
                hasMore: boolean;

                /**
                 * Encodes the specified Records message. Does not implicitly {@link sov.ledger.v1.Records.verify|verify} messages.
                 * @param message Records message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.Records.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Records message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.Records & sov.ledger.v1.Records.$Shape} Records
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.Records & sov.ledger.v1.Records.$Shape;
            }

            namespace Records {

                /** Properties of a Records. */
                interface $Properties {

                    /** Records records */
                    records?: (sov.ledger.v1.LedgerRecord.$Properties[]|null);

                    /** Records hasMore */
                    hasMore?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Records. */
                type $Shape = sov.ledger.v1.Records.$Properties;
            }

            /**
             * Properties of a LedgerRecord.
             * @deprecated Use sov.ledger.v1.LedgerRecord.$Properties instead.
             */
            interface ILedgerRecord extends sov.ledger.v1.LedgerRecord.$Properties {
            }

            /** Represents a LedgerRecord. */
            class LedgerRecord {

                /**
                 * Constructs a new LedgerRecord.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.LedgerRecord.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LedgerRecord entry. */
                entry: Uint8Array;

                /** LedgerRecord receipt. */
                receipt?: (sov.ledger.v1.ReceiptBundle.$Properties|null);

                /**
                 * Encodes the specified LedgerRecord message. Does not implicitly {@link sov.ledger.v1.LedgerRecord.verify|verify} messages.
                 * @param message LedgerRecord message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.LedgerRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LedgerRecord message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.LedgerRecord & sov.ledger.v1.LedgerRecord.$Shape} LedgerRecord
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.LedgerRecord & sov.ledger.v1.LedgerRecord.$Shape;
            }

            namespace LedgerRecord {

                /** Properties of a LedgerRecord. */
                interface $Properties {

                    /** LedgerRecord entry */
                    entry?: (Uint8Array|null);

                    /** LedgerRecord receipt */
                    receipt?: (sov.ledger.v1.ReceiptBundle.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LedgerRecord. */
                type $Shape = sov.ledger.v1.LedgerRecord.$Properties;
            }

            /**
             * Properties of a ReceiptBundle.
             * @deprecated Use sov.ledger.v1.ReceiptBundle.$Properties instead.
             */
            interface IReceiptBundle extends sov.ledger.v1.ReceiptBundle.$Properties {
            }

            /** Represents a ReceiptBundle. */
            class ReceiptBundle {

                /**
                 * Constructs a new ReceiptBundle.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.ledger.v1.ReceiptBundle.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReceiptBundle version. */
                version: number;

                /** ReceiptBundle order. */
                order: Uint8Array;

                /** ReceiptBundle voucher. */
                voucher: Uint8Array;

                /** ReceiptBundle statement. */
                statement: Uint8Array;

                /** ReceiptBundle countersign. */
                countersign: Uint8Array;

                /** ReceiptBundle consumer. */
                consumer?: (sov.membership.v1.CredentialChain.$Properties|null);

                /** ReceiptBundle provider. */
                provider?: (sov.membership.v1.CredentialChain.$Properties|null);

                /** ReceiptBundle priceTable. */
                priceTable: Uint8Array;

                /** ReceiptBundle manifest. */
                manifest: Uint8Array;

                /**
                 * Encodes the specified ReceiptBundle message. Does not implicitly {@link sov.ledger.v1.ReceiptBundle.verify|verify} messages.
                 * @param message ReceiptBundle message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.ledger.v1.ReceiptBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReceiptBundle message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.ledger.v1.ReceiptBundle & sov.ledger.v1.ReceiptBundle.$Shape} ReceiptBundle
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.ledger.v1.ReceiptBundle & sov.ledger.v1.ReceiptBundle.$Shape;
            }

            namespace ReceiptBundle {

                /** Properties of a ReceiptBundle. */
                interface $Properties {

                    /** ReceiptBundle version */
                    version?: (number|null);

                    /** ReceiptBundle order */
                    order?: (Uint8Array|null);

                    /** ReceiptBundle voucher */
                    voucher?: (Uint8Array|null);

                    /** ReceiptBundle statement */
                    statement?: (Uint8Array|null);

                    /** ReceiptBundle countersign */
                    countersign?: (Uint8Array|null);

                    /** ReceiptBundle consumer */
                    consumer?: (sov.membership.v1.CredentialChain.$Properties|null);

                    /** ReceiptBundle provider */
                    provider?: (sov.membership.v1.CredentialChain.$Properties|null);

                    /** ReceiptBundle priceTable */
                    priceTable?: (Uint8Array|null);

                    /** ReceiptBundle manifest */
                    manifest?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReceiptBundle. */
                type $Shape = sov.ledger.v1.ReceiptBundle.$Properties;
            }
        }
    }

    /** Namespace inference. */
    namespace inference {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of an InferFrame.
             * @deprecated Use sov.inference.v1.InferFrame.$Properties instead.
             */
            interface IInferFrame extends sov.inference.v1.InferFrame.$Properties {
            }

            /** Represents an InferFrame. */
            class InferFrame {

                /**
                 * Constructs a new InferFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.InferFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** InferFrame order. */
                order?: (Uint8Array|null);

                /** InferFrame accept. */
                accept?: (sov.inference.v1.Accept.$Properties|null);

                /** InferFrame refuse. */
                refuse?: (sov.inference.v1.Refuse.$Properties|null);

                /** InferFrame prompt. */
                prompt?: (sov.inference.v1.Prompt.$Properties|null);

                /** InferFrame parts. */
                parts?: (sov.inference.v1.Parts.$Properties|null);

                /** InferFrame voucher. */
                voucher?: (Uint8Array|null);

                /** InferFrame statement. */
                statement?: (Uint8Array|null);

                /** InferFrame countersign. */
                countersign?: (Uint8Array|null);

                /** InferFrame settled. */
                settled?: (sov.inference.v1.Settled.$Properties|null);

                /** InferFrame error. */
                error?: (sov.wire.v1.Error.$Properties|null);

                /** InferFrame kind. */
                kind?: ("order"|"accept"|"refuse"|"prompt"|"parts"|"voucher"|"statement"|"countersign"|"settled");

                /**
                 * Encodes the specified InferFrame message. Does not implicitly {@link sov.inference.v1.InferFrame.verify|verify} messages.
                 * @param message InferFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.InferFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an InferFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.InferFrame & sov.inference.v1.InferFrame.$Shape} InferFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.InferFrame & sov.inference.v1.InferFrame.$Shape;
            }

            namespace InferFrame {

                /** Properties of an InferFrame. */
                interface $Properties {

                    /** InferFrame order */
                    order?: (Uint8Array|null);

                    /** InferFrame accept */
                    accept?: (sov.inference.v1.Accept.$Properties|null);

                    /** InferFrame refuse */
                    refuse?: (sov.inference.v1.Refuse.$Properties|null);

                    /** InferFrame prompt */
                    prompt?: (sov.inference.v1.Prompt.$Properties|null);

                    /** InferFrame parts */
                    parts?: (sov.inference.v1.Parts.$Properties|null);

                    /** InferFrame voucher */
                    voucher?: (Uint8Array|null);

                    /** InferFrame statement */
                    statement?: (Uint8Array|null);

                    /** InferFrame countersign */
                    countersign?: (Uint8Array|null);

                    /** InferFrame settled */
                    settled?: (sov.inference.v1.Settled.$Properties|null);

                    /** InferFrame error */
                    error?: (sov.wire.v1.Error.$Properties|null);

                    /** InferFrame kind */
                    kind?: ("order"|"accept"|"refuse"|"prompt"|"parts"|"voucher"|"statement"|"countersign"|"settled");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an InferFrame. */
                type $Shape = {
                  order?: Uint8Array|null;
                  accept?: sov.inference.v1.Accept.$Shape|null;
                  refuse?: sov.inference.v1.Refuse.$Shape|null;
                  prompt?: sov.inference.v1.Prompt.$Shape|null;
                  parts?: sov.inference.v1.Parts.$Shape|null;
                  voucher?: Uint8Array|null;
                  statement?: Uint8Array|null;
                  countersign?: Uint8Array|null;
                  settled?: sov.inference.v1.Settled.$Shape|null;
                  error?: sov.wire.v1.Error.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "order"; order: Uint8Array; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "accept"; order?: null; accept: sov.inference.v1.Accept.$Shape; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "refuse"; order?: null; accept?: null; refuse: sov.inference.v1.Refuse.$Shape; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "prompt"; order?: null; accept?: null; refuse?: null; prompt: sov.inference.v1.Prompt.$Shape; parts?: null; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "parts"; order?: null; accept?: null; refuse?: null; prompt?: null; parts: sov.inference.v1.Parts.$Shape; voucher?: null; statement?: null; countersign?: null; settled?: null }|{ kind?: "voucher"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher: Uint8Array; statement?: null; countersign?: null; settled?: null }|{ kind?: "statement"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement: Uint8Array; countersign?: null; settled?: null }|{ kind?: "countersign"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign: Uint8Array; settled?: null }|{ kind?: "settled"; order?: null; accept?: null; refuse?: null; prompt?: null; parts?: null; voucher?: null; statement?: null; countersign?: null; settled: sov.inference.v1.Settled.$Shape })
                );
            }

            /**
             * Properties of an Accept.
             * @deprecated Use sov.inference.v1.Accept.$Properties instead.
             */
            interface IAccept extends sov.inference.v1.Accept.$Properties {
            }

            /** Represents an Accept. */
            class Accept {

                /**
                 * Constructs a new Accept.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Accept.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Accept order. */
                order: Uint8Array;

                /**
                 * Encodes the specified Accept message. Does not implicitly {@link sov.inference.v1.Accept.verify|verify} messages.
                 * @param message Accept message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Accept.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Accept message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Accept & sov.inference.v1.Accept.$Shape} Accept
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Accept & sov.inference.v1.Accept.$Shape;
            }

            namespace Accept {

                /** Properties of an Accept. */
                interface $Properties {

                    /** Accept order */
                    order?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Accept. */
                type $Shape = sov.inference.v1.Accept.$Properties;
            }

            /** RefuseCode enum. */
            enum RefuseCode {

                /** REFUSE_CODE_UNSPECIFIED value */
                REFUSE_CODE_UNSPECIFIED = 0,

                /** REFUSE_CODE_BUSY value */
                REFUSE_CODE_BUSY = 1,

                /** REFUSE_CODE_MODEL_NOT_LOADED value */
                REFUSE_CODE_MODEL_NOT_LOADED = 2,

                /** REFUSE_CODE_ORDER value */
                REFUSE_CODE_ORDER = 3,

                /** REFUSE_CODE_PRICE value */
                REFUSE_CODE_PRICE = 4,

                /** REFUSE_CODE_NOT_SERVED value */
                REFUSE_CODE_NOT_SERVED = 5,

                /** REFUSE_CODE_DRAINING value */
                REFUSE_CODE_DRAINING = 6,

                /** REFUSE_CODE_REPLAY value */
                REFUSE_CODE_REPLAY = 7,

                /** REFUSE_CODE_CONTEXT_OVERFLOW value */
                REFUSE_CODE_CONTEXT_OVERFLOW = 8
            }

            /**
             * Properties of a Refuse.
             * @deprecated Use sov.inference.v1.Refuse.$Properties instead.
             */
            interface IRefuse extends sov.inference.v1.Refuse.$Properties {
            }

            /** Represents a Refuse. */
            class Refuse {

                /**
                 * Constructs a new Refuse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Refuse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Refuse code. */
                code: sov.inference.v1.RefuseCode;

                /** Refuse reason. */
                reason: string;

                /** Refuse retryAfterMs. */
                retryAfterMs: number;

                /**
                 * Encodes the specified Refuse message. Does not implicitly {@link sov.inference.v1.Refuse.verify|verify} messages.
                 * @param message Refuse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Refuse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Refuse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Refuse & sov.inference.v1.Refuse.$Shape} Refuse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Refuse & sov.inference.v1.Refuse.$Shape;
            }

            namespace Refuse {

                /** Properties of a Refuse. */
                interface $Properties {

                    /** Refuse code */
                    code?: (sov.inference.v1.RefuseCode|null);

                    /** Refuse reason */
                    reason?: (string|null);

                    /** Refuse retryAfterMs */
                    retryAfterMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Refuse. */
                type $Shape = sov.inference.v1.Refuse.$Properties;
            }

            /**
             * Properties of a Prompt.
             * @deprecated Use sov.inference.v1.Prompt.$Properties instead.
             */
            interface IPrompt extends sov.inference.v1.Prompt.$Properties {
            }

            /** Represents a Prompt. */
            class Prompt {

                /**
                 * Constructs a new Prompt.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Prompt.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Prompt salt. */
                salt: Uint8Array;

                /** Prompt request. */
                request: Uint8Array;

                /** Prompt params. */
                params: Uint8Array;

                /**
                 * Encodes the specified Prompt message. Does not implicitly {@link sov.inference.v1.Prompt.verify|verify} messages.
                 * @param message Prompt message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Prompt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Prompt message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Prompt & sov.inference.v1.Prompt.$Shape} Prompt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Prompt & sov.inference.v1.Prompt.$Shape;
            }

            namespace Prompt {

                /** Properties of a Prompt. */
                interface $Properties {

                    /** Prompt salt */
                    salt?: (Uint8Array|null);

                    /** Prompt request */
                    request?: (Uint8Array|null);

                    /** Prompt params */
                    params?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Prompt. */
                type $Shape = sov.inference.v1.Prompt.$Properties;
            }

            /** ChatRole enum. */
            enum ChatRole {

                /** CHAT_ROLE_UNSPECIFIED value */
                CHAT_ROLE_UNSPECIFIED = 0,

                /** CHAT_ROLE_SYSTEM value */
                CHAT_ROLE_SYSTEM = 1,

                /** CHAT_ROLE_USER value */
                CHAT_ROLE_USER = 2,

                /** CHAT_ROLE_ASSISTANT value */
                CHAT_ROLE_ASSISTANT = 3
            }

            /**
             * Properties of a ChatMessage.
             * @deprecated Use sov.inference.v1.ChatMessage.$Properties instead.
             */
            interface IChatMessage extends sov.inference.v1.ChatMessage.$Properties {
            }

            /** Represents a ChatMessage. */
            class ChatMessage {

                /**
                 * Constructs a new ChatMessage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.ChatMessage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChatMessage role. */
                role: sov.inference.v1.ChatRole;

                /** ChatMessage content. */
                content: string;

                /**
                 * Encodes the specified ChatMessage message. Does not implicitly {@link sov.inference.v1.ChatMessage.verify|verify} messages.
                 * @param message ChatMessage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.ChatMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChatMessage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.ChatMessage & sov.inference.v1.ChatMessage.$Shape} ChatMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.ChatMessage & sov.inference.v1.ChatMessage.$Shape;
            }

            namespace ChatMessage {

                /** Properties of a ChatMessage. */
                interface $Properties {

                    /** ChatMessage role */
                    role?: (sov.inference.v1.ChatRole|null);

                    /** ChatMessage content */
                    content?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChatMessage. */
                type $Shape = sov.inference.v1.ChatMessage.$Properties;
            }

            /**
             * Properties of a ChatRequest.
             * @deprecated Use sov.inference.v1.ChatRequest.$Properties instead.
             */
            interface IChatRequest extends sov.inference.v1.ChatRequest.$Properties {
            }

            /** Represents a ChatRequest. */
            class ChatRequest {

                /**
                 * Constructs a new ChatRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.ChatRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChatRequest messages. */
                messages: sov.inference.v1.ChatMessage.$Properties[];

                /** ChatRequest answerTokenIds. */
                answerTokenIds: number[];

                /** ChatRequest cacheScope. */
                cacheScope: Uint8Array;

                /** ChatRequest embed. */
                embed: string[];

                /** ChatRequest prompt. */
                prompt: string;

                /**
                 * Encodes the specified ChatRequest message. Does not implicitly {@link sov.inference.v1.ChatRequest.verify|verify} messages.
                 * @param message ChatRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.ChatRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChatRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.ChatRequest & sov.inference.v1.ChatRequest.$Shape} ChatRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.ChatRequest & sov.inference.v1.ChatRequest.$Shape;
            }

            namespace ChatRequest {

                /** Properties of a ChatRequest. */
                interface $Properties {

                    /** ChatRequest messages */
                    messages?: (sov.inference.v1.ChatMessage.$Properties[]|null);

                    /** ChatRequest answerTokenIds */
                    answerTokenIds?: (number[]|null);

                    /** ChatRequest cacheScope */
                    cacheScope?: (Uint8Array|null);

                    /** ChatRequest embed */
                    embed?: (string[]|null);

                    /** ChatRequest prompt */
                    prompt?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChatRequest. */
                type $Shape = sov.inference.v1.ChatRequest.$Properties;
            }

            /**
             * Properties of a SamplingParams.
             * @deprecated Use sov.inference.v1.SamplingParams.$Properties instead.
             */
            interface ISamplingParams extends sov.inference.v1.SamplingParams.$Properties {
            }

            /** Represents a SamplingParams. */
            class SamplingParams {

                /**
                 * Constructs a new SamplingParams.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.SamplingParams.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SamplingParams maxOutputTokens. */
                maxOutputTokens: number;

                /** SamplingParams temperatureMicro. */
                temperatureMicro: number;

                /** SamplingParams topPMicro. */
                topPMicro: number;

                /** SamplingParams seed. */
                seed?: (sov.inference.v1.Seed.$Properties|null);

                /** SamplingParams stop. */
                stop: string[];

                /**
                 * Encodes the specified SamplingParams message. Does not implicitly {@link sov.inference.v1.SamplingParams.verify|verify} messages.
                 * @param message SamplingParams message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.SamplingParams.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SamplingParams message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.SamplingParams & sov.inference.v1.SamplingParams.$Shape} SamplingParams
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.SamplingParams & sov.inference.v1.SamplingParams.$Shape;
            }

            namespace SamplingParams {

                /** Properties of a SamplingParams. */
                interface $Properties {

                    /** SamplingParams maxOutputTokens */
                    maxOutputTokens?: (number|null);

                    /** SamplingParams temperatureMicro */
                    temperatureMicro?: (number|null);

                    /** SamplingParams topPMicro */
                    topPMicro?: (number|null);

                    /** SamplingParams seed */
                    seed?: (sov.inference.v1.Seed.$Properties|null);

                    /** SamplingParams stop */
                    stop?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SamplingParams. */
                type $Shape = sov.inference.v1.SamplingParams.$Properties;
            }

            /**
             * Properties of a Seed.
             * @deprecated Use sov.inference.v1.Seed.$Properties instead.
             */
            interface ISeed extends sov.inference.v1.Seed.$Properties {
            }

            /** Represents a Seed. */
            class Seed {

                /**
                 * Constructs a new Seed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Seed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Seed value. */
                value: number;

                /**
                 * Encodes the specified Seed message. Does not implicitly {@link sov.inference.v1.Seed.verify|verify} messages.
                 * @param message Seed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Seed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Seed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Seed & sov.inference.v1.Seed.$Shape} Seed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Seed & sov.inference.v1.Seed.$Shape;
            }

            namespace Seed {

                /** Properties of a Seed. */
                interface $Properties {

                    /** Seed value */
                    value?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Seed. */
                type $Shape = sov.inference.v1.Seed.$Properties;
            }

            /**
             * Properties of a Parts.
             * @deprecated Use sov.inference.v1.Parts.$Properties instead.
             */
            interface IParts extends sov.inference.v1.Parts.$Properties {
            }

            /** Represents a Parts. */
            class Parts {

                /**
                 * Constructs a new Parts.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Parts.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Parts start. */
                start?: (sov.inference.v1.Start.$Properties|null);

                /** Parts deltas. */
                deltas: Uint8Array[];

                /** Parts end. */
                end?: (sov.inference.v1.End.$Properties|null);

                /**
                 * Encodes the specified Parts message. Does not implicitly {@link sov.inference.v1.Parts.verify|verify} messages.
                 * @param message Parts message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Parts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Parts message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Parts & sov.inference.v1.Parts.$Shape} Parts
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Parts & sov.inference.v1.Parts.$Shape;
            }

            namespace Parts {

                /** Properties of a Parts. */
                interface $Properties {

                    /** Parts start */
                    start?: (sov.inference.v1.Start.$Properties|null);

                    /** Parts deltas */
                    deltas?: (Uint8Array[]|null);

                    /** Parts end */
                    end?: (sov.inference.v1.End.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Parts. */
                type $Shape = sov.inference.v1.Parts.$Properties;
            }

            /**
             * Properties of a Start.
             * @deprecated Use sov.inference.v1.Start.$Properties instead.
             */
            interface IStart extends sov.inference.v1.Start.$Properties {
            }

            /** Represents a Start. */
            class Start {

                /**
                 * Constructs a new Start.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Start.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Start promptTokens. */
                promptTokens: number;

                /** Start cachedTokens. */
                cachedTokens: number;

                /**
                 * Encodes the specified Start message. Does not implicitly {@link sov.inference.v1.Start.verify|verify} messages.
                 * @param message Start message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Start.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Start message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Start & sov.inference.v1.Start.$Shape} Start
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Start & sov.inference.v1.Start.$Shape;
            }

            namespace Start {

                /** Properties of a Start. */
                interface $Properties {

                    /** Start promptTokens */
                    promptTokens?: (number|null);

                    /** Start cachedTokens */
                    cachedTokens?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Start. */
                type $Shape = sov.inference.v1.Start.$Properties;
            }

            /**
             * Properties of a Delta.
             * @deprecated Use sov.inference.v1.Delta.$Properties instead.
             */
            interface IDelta extends sov.inference.v1.Delta.$Properties {
            }

            /** Represents a Delta. */
            class Delta {

                /**
                 * Constructs a new Delta.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Delta.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Delta tokenIds. */
                tokenIds: number[];

                /** Delta text. */
                text: string;

                /** Delta vector. */
                vector: number[];

                /**
                 * Encodes the specified Delta message. Does not implicitly {@link sov.inference.v1.Delta.verify|verify} messages.
                 * @param message Delta message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Delta.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Delta message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Delta & sov.inference.v1.Delta.$Shape} Delta
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Delta & sov.inference.v1.Delta.$Shape;
            }

            namespace Delta {

                /** Properties of a Delta. */
                interface $Properties {

                    /** Delta tokenIds */
                    tokenIds?: (number[]|null);

                    /** Delta text */
                    text?: (string|null);

                    /** Delta vector */
                    vector?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Delta. */
                type $Shape = sov.inference.v1.Delta.$Properties;
            }

            /** FinishReason enum. */
            enum FinishReason {

                /** FINISH_REASON_UNSPECIFIED value */
                FINISH_REASON_UNSPECIFIED = 0,

                /** FINISH_REASON_STOP value */
                FINISH_REASON_STOP = 1,

                /** FINISH_REASON_LENGTH value */
                FINISH_REASON_LENGTH = 2
            }

            /**
             * Properties of an End.
             * @deprecated Use sov.inference.v1.End.$Properties instead.
             */
            interface IEnd extends sov.inference.v1.End.$Properties {
            }

            /** Represents an End. */
            class End {

                /**
                 * Constructs a new End.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.End.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** End finishReason. */
                finishReason: sov.inference.v1.FinishReason;

                /** End outputTokens. */
                outputTokens: number;

                /**
                 * Encodes the specified End message. Does not implicitly {@link sov.inference.v1.End.verify|verify} messages.
                 * @param message End message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.End.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an End message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.End & sov.inference.v1.End.$Shape} End
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.End & sov.inference.v1.End.$Shape;
            }

            namespace End {

                /** Properties of an End. */
                interface $Properties {

                    /** End finishReason */
                    finishReason?: (sov.inference.v1.FinishReason|null);

                    /** End outputTokens */
                    outputTokens?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an End. */
                type $Shape = sov.inference.v1.End.$Properties;
            }

            /**
             * Properties of a Settled.
             * @deprecated Use sov.inference.v1.Settled.$Properties instead.
             */
            interface ISettled extends sov.inference.v1.Settled.$Properties {
            }

            /** Represents a Settled. */
            class Settled {

                /**
                 * Constructs a new Settled.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: sov.inference.v1.Settled.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Settled countersign. */
                countersign: Uint8Array;

                /**
                 * Encodes the specified Settled message. Does not implicitly {@link sov.inference.v1.Settled.verify|verify} messages.
                 * @param message Settled message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: sov.inference.v1.Settled.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Settled message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {sov.inference.v1.Settled & sov.inference.v1.Settled.$Shape} Settled
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sov.inference.v1.Settled & sov.inference.v1.Settled.$Shape;
            }

            namespace Settled {

                /** Properties of a Settled. */
                interface $Properties {

                    /** Settled countersign */
                    countersign?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Settled. */
                type $Shape = sov.inference.v1.Settled.$Properties;
            }
        }
    }
}
