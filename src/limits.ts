/**
 * Every cap of sov-node in one table: unit in the name, reason beside it.
 * What a peer sends may cost memory only within these.
 */
const KIB = 1024
const MIB = 1024 * KIB

// --- signed statements: caps are checked before decoding
/** An order names two credentials and a handful of digests: below 1 KiB; the rest is room for later fields. */
export const MAX_ORDER_BYTES = 4 * KIB
/** Statement with up to MAX_CONFIRMATIONS pair confirmations of about 90 bytes. */
export const MAX_ENTRY_BYTES = 8 * KIB
export const MAX_VOUCHER_BYTES = 1 * KIB
export const MAX_CREDENTIAL_BYTES = 4 * KIB
/** About 500 revocations of 60 bytes each; an issuer drops those whose memberships have expired anyway. */
export const MAX_REVOCATION_LIST_BYTES = 32 * KIB
/** Up to MAX_OFFER_MODELS models of about 300 bytes each. */
export const MAX_OFFER_BYTES = 32 * KIB
/** Countersigns handed in on one stream of late settlement; the rest follow on the next. */
export const MAX_DELIVERIES = 256
/** Pair confirmations that one entry carries; the others wait for the next entry. */
export const MAX_CONFIRMATIONS = 32
/** A receipt bundle: four envelopes, two chains, a price table, a manifest. */
export const MAX_RECEIPT_BYTES = 64 * KIB

// --- frames
/** A chain has at most five envelopes of MAX_CREDENTIAL_BYTES. */
export const MAX_HELLO_FRAME_BYTES = 32 * KIB
/** A join answer carries a bundle and a chain. */
export const MAX_MEMBERSHIP_FRAME_BYTES = 512 * KIB
/** Ten full revocation lists beside everything else; what is usual is some 20 KiB. */
export const MAX_BUNDLE_BYTES = 480 * KIB
/** MAX_BUNDLE_DELEGATIONS, and as much room for what root and issuers sign beside them. */
export const MAX_BUNDLE_ITEMS = 160
/** Newest delegations of all organisations that a bundle names; members carry their own. */
export const MAX_BUNDLE_DELEGATIONS = 64
/** The one that counts and the one before, while memberships move to it. */
export const MAX_DELEGATIONS_PER_ORGANISATION = 2
/** Different lists with one sequence number of one issuer that are kept: an honest one signs no two. */
export const MAX_CONFLICTING_LISTS = 2
/** Newest versions of one statement that a bundle keeps: what is in force, what comes, and what orders may still name. */
export const MAX_BUNDLE_VERSIONS = 8
export const MAX_KNOWN_OFFERS = 64
/** Own offer and those of others, each with its tag and length. */
export const MAX_OFFER_FRAME_BYTES = (1 + MAX_KNOWN_OFFERS) * (MAX_OFFER_BYTES + 8)
export const MAX_OFFER_MODELS = 64
/** All frames of the inference protocol but the prompt and the parts. */
export const MAX_CONTROL_FRAME_BYTES = 16 * KIB
/** A prompt of 2 MiB is about 500,000 tokens, more than any context at hand. */
export const MAX_PROMPT_FRAME_BYTES = 2 * MIB
/** Tokens of one event-loop turn; 64 KiB is thousands of tokens. */
export const MAX_PARTS_FRAME_BYTES = 256 * KIB
/** Fields of one message with all it holds: a chat of MAX_MESSAGES needs three for each. */
export const MAX_MESSAGE_FIELDS = 10_000
/** Text in an error or refusal from a peer that we keep. */
export const MAX_PEER_TEXT_BYTES = 512

// --- requests
export const MAX_MESSAGES = 2_000
export const MAX_STOP_STRINGS = 4
export const MAX_STOP_STRING_BYTES = 256
/** Body of an API call; larger gets 413. */
export const MAX_API_BODY_BYTES = 4 * MIB
/** Entries of `jurisdictions`, `only` and `ignore`: there are about 250 jurisdictions. */
export const MAX_CONSTRAINT_NAMES = 300
/** Some hundred rules are about 30 KiB; the ledger keeps each policy once, and an API key its own. */
export const MAX_POLICY_BYTES = 64 * KIB
/** Rules of a policy, and as many for whom it serves: all may be looked at for each node that could answer. */
export const MAX_POLICY_RULES = 256
/** Peers and organisations that an operator has blocked; all are looked at for each verdict. */
export const MAX_BLOCKED_NAMES = 1_000
/** Kinds of demands whose verdicts are remembered; for each the nodes now known, some 200 bytes each. */
export const MAX_VERDICT_SETS = 64
/** Receipts that one listing returns. */
export const MAX_LISTED_RECEIPTS = 1_000
/** Of a usage report: a month of 30 organisations with 10 nodes and 5 models each; about 20 MiB of JSON. */
export const MAX_USAGE_ROWS = 50_000
/** What an order was decided on, mostly some 300 bytes: two lists of MAX_CONSTRAINT_NAMES names of 128 characters, escaped. */
export const MAX_POLICY_DECISION_BYTES = 1 * MIB
/** One item of an exported ledger: a policy decision, or an entry with its receipt. */
export const MAX_EXPORT_ITEM_BYTES = MAX_POLICY_DECISION_BYTES + 2 * MAX_RECEIPT_BYTES
/** Findings of an audit that are listed; more are counted. */
export const MAX_AUDIT_FINDINGS = 1_000
/** Output tokens when the request names no limit. */
export const DEFAULT_MAX_OUTPUT_TOKENS = 2_048
/** The same for a text to go on with; OpenAI's API has the same default. */
export const DEFAULT_COMPLETION_TOKENS = 16
export const MAX_OUTPUT_TOKENS = 131_072
/** Answers to one chat that a request may ask for; each costs as much as a request of its own. */
export const MAX_CHOICES = 8
/** Answers of one request, e.g. to an array of prompts: unstreamed they are in memory until all are there. */
export const MAX_SHARDS = 256
/** Parts of a request on their way to nodes beyond the free slots: the next one is there when a slot becomes free. */
export const SHARD_MARGIN = 2
/** So often a batch looks how many slots there are. */
export const BATCH_LOOK_INTERVAL_MS = 2_000
/** Pauses of a batch before a line is asked again: the first, doubled each time, up to the second. */
export const BATCH_RETRY_MIN_MS = 500
export const BATCH_RETRY_MAX_MS = 60_000
/** So often a request of several parts looks for nodes that have come, and for parts that are late. */
export const SHARD_LOOK_INTERVAL_MS = 250
/** Fewer texts to embed are not split: an order costs two signatures and two synced writes at both ends. */
export const MIN_SLICE_INPUTS = 32
/** Slices of texts for each free slot: the more, the better a fast node can make up for a slow one. */
export const SLICES_PER_SLOT = 2
/** Texts of one embedding request; OpenAI's API has the same limit. */
export const MAX_EMBED_INPUTS = 2_048
/** Numbers in one embedding: the largest models in use give 4,096 to 8,192; 32 KiB, so a frame of parts holds several. */
export const MAX_VECTOR_VALUES = 8_192
/** The longest tokens of vocabularies at hand, runs of spaces, have a few hundred bytes. */
export const MAX_TOKEN_TEXT_BYTES = 1 * KIB
/** Keys of the API: all are in memory, with policies of up to some KiB. */
export const MAX_API_KEYS = 1_000
/** A line of a batch: a body of MAX_API_BODY_BYTES and what is around it. */
export const MAX_BATCH_LINE_BYTES = MAX_API_BODY_BYTES + 64 * KIB
/** Requests of a batch under way: well below MAX_API_CONNECTIONS, and each has an answer of some KiB in memory. */
export const MAX_BATCH_PARALLEL = 256
/** Requests of a batch under way beyond the slots: the next one is there when a slot becomes free. */
export const BATCH_MARGIN = 2
/** So often one line of a batch is asked before the batch is given up: with the pauses some three minutes. */
export const MAX_BATCH_TRIES = 10
/** Connections of the API: each costs some KiB, and with TLS some 50 KiB, before its key is looked at. */
export const MAX_API_CONNECTIONS = 1_000
/** Requests remembered for GET /sov/v1/requests/{id}; the oldest is dropped. */
export const MAX_REQUEST_RECORDS = 1_000
/** Nodes in the decisions of all of them: each takes some 200 bytes while its request is remembered. */
export const MAX_RECORDED_CANDIDATES = 100_000
/** A model that no node offers any more is still known as one that may come back, for as long as nodes take to. */
export const MODEL_MEMORY_MS = 10 * 60_000
export const MAX_REMEMBERED_MODELS = 1_000
/** Prompts are compared in pieces of so many bytes: about 64 tokens, less than any answer is worth moving for. */
export const PREFIX_CHUNK_BYTES = 256
/** Prompts remembered of one model at one node, however many slots it claims. */
export const MAX_REMEMBERED_PROMPTS = 32

// --- libp2p
/** The least that yamux allows: what a peer can put into a stream that is not read. 2 MiB/s at a round trip of 120 ms. */
export const YAMUX_WINDOW_BYTES = 256 * KIB
/** At least twice the window, or a stream that is paused and resumed is reset. */
export const YAMUX_READ_BUFFER_BYTES = 2 * YAMUX_WINDOW_BYTES + 64 * KIB
/** Twice the largest frame; a channel that is not drained sends no second one. */
export const YAMUX_WRITE_BUFFER_BYTES = 4 * MIB
/** Streams of libp2p's own protocols, and those being negotiated, that a connection may have beside those served here. */
export const SPARE_STREAMS = 8
/** What the channels of one peer hold unread and unsent: more than all its streams, paused, have in their windows. */
export const MAX_PEER_CHANNEL_BYTES = 16 * MIB
/** Of all peers together: 16 that use their budget up, or 500 paused streams; honest readers hold next to nothing. */
export const MAX_NODE_CHANNEL_BYTES = 256 * MIB
export const MAX_CONNECTIONS = 300
/** Both sides may dial at once, and a connection that broke unnoticed lives on for a while. */
export const MAX_CONNECTIONS_PER_PEER = 4
/** A third of all: a laboratory behind one address has room, and one address cannot fill the node. */
export const MAX_CONNECTIONS_PER_ADDRESS = 100
/** Connections that have not proved their key yet; more than one address may have. */
export const MAX_PENDING_CONNECTIONS = 150
/**
 * What a node without a model may take in memory, whatever peers do: about 150 MiB that Node.js and the libraries take
 * when idle, MAX_NODE_CHANNEL_BYTES, and as much again for garbage that is not collected yet, requests at work and
 * buffers of the connections. `test/flood` holds it to this.
 */
export const NODE_MEMORY_BUDGET_BYTES = 700 * MIB
/** New connections per second from one address; machines behind one NAT and a demo share an address. */
export const INBOUND_CONNECTIONS_PER_SECOND = 50
export const MAX_INFER_STREAMS_PER_PEER = 32
export const MAX_CONTROL_STREAMS_PER_PEER = 4

// --- maps and queues
/** Members and addresses remembered; the longest unseen is dropped. */
export const MAX_PEER_BOOK_ENTRIES = 1_000
/** Requests waiting for a slot at the provider, per slot. */
export const QUEUE_PER_SLOT = 4
/** Of the places of a model, slots and queue, the part that the nodes of one organisation may hold. */
export const ORGANISATION_SHARE = 0.5
/** Requests of the owner that come before one of another organisation that waits: it gets a quarter of a busy machine. */
export const OWN_TURNS_IN_A_ROW = 3
/** Organisations without a waiting request whose recent share of a model is remembered; those least ahead are dropped. */
export const MAX_REMEMBERED_SHARES = 1_000
/** Organisations whose balance is in memory; one dropped counts as a newcomer until its next settlement. About 2 MiB. */
export const MAX_REMEMBERED_DEBTORS = 10_000
/** Statements without a countersign that count as debt; the oldest are forgiven. About 20 MiB. */
export const MAX_REMEMBERED_UNSIGNED = 100_000
/** Longest wait that a peer can talk us into: after it, asking again costs less than believing. */
export const MAX_RETRY_AFTER_MS = 60_000
/** Order ids remembered against replay until they expire. */
export const MAX_SEEN_ORDERS = 100_000
/** Join attempts one peer may make in a minute: a code is typed, not guessed. */
export const JOIN_ATTEMPTS_PER_MINUTE = 5
/** Open streams one peer may start in a second on a member protocol. */
export const MEMBER_STREAMS_PER_SECOND = 100
/** Of all nodes of an organisation together: keys cost a member nothing, so the limit of one node alone is none. */
export const ORGANISATION_STREAMS_PER_SECOND = 250
/** Join attempts of all peers together: peer ids cost nothing, so the limit per peer alone is none. */
export const ALL_JOIN_ATTEMPTS_PER_MINUTE = 60
/** Bundles that one member may send in a minute: prices change on some days, and a failed exchange waits a minute. */
export const BUNDLES_PER_MINUTE = 10
/** Of all nodes of an organisation together: each bundle costs up to MAX_BUNDLE_ITEMS signature checks, about 30 ms. */
export const ORGANISATION_BUNDLES_PER_MINUTE = 100
/** Co-ops that an operator federates with: chosen one by one, each with a bundle of at most MAX_BUNDLE_BYTES in memory. */
export const MAX_FEDERATED_COOPS = 64
/** Members that a node exchanges bundles with at the same time; the others wait their turn. */
export const BUNDLE_EXCHANGES_AT_ONCE = 8
/** A hello costs about 2 ms of checks; an honest peer needs a few for each connection. */
export const HELLOS_PER_MINUTE = 30
/** Offer frames of one peer: each costs up to 1 + MAX_KNOWN_OFFERS signature checks. */
export const OFFERS_PER_SECOND = 5
/** Offer frames that may come at once, e.g. after a pause of the network. */
export const OFFER_BURST = 20
/** Vouchers beside the one for each VOUCHER_TOKENS or VOUCHER_MS: roundings on both sides, and the final one. */
export const SPARE_VOUCHERS = 4
/** Peers whose rate is remembered; more than connections, so that a reconnect does not start anew. */
export const MAX_RATE_KEYS = 1_000

// --- deadlines and intervals, milliseconds
export const DIAL_TIMEOUT_MS = 5_000
/** Of one address among several: connecting takes five round trips, and an address where nobody is swallows them all. */
export const ADDRESS_DIAL_TIMEOUT_MS = 2_000
export const HELLO_TIMEOUT_MS = 5_000
/** Pause before a hello that broke is tried again. */
export const HELLO_RETRY_MS = 500
/** A connected peer that is no member is cut after so long: time enough to redeem an invite. */
export const STRANGER_GRACE_MS = 10_000
/** Covers the round trip and one synced write of the issuer. */
export const JOIN_TIMEOUT_MS = 10_000
/** Covers the round trip and one synced write of the other member. */
export const BUNDLE_TIMEOUT_MS = 10_000
/** After so long an exchange of bundles that failed is tried again. */
export const BUNDLE_RETRY_INTERVAL_MS = 60_000
/** So often one member of each federated co-op is asked what it publishes: within it a revocation there is known here. */
export const FEDERATION_REFRESH_MS = 60_000
/** The gate refuses an expired credential at once; so often its connection is looked for and cut. */
export const MEMBER_SWEEP_INTERVAL_MS = 10_000
export const ACCEPT_TIMEOUT_MS = 5_000
/** Prefill of a long prompt on a slow machine takes minutes; a dead peer is noticed by its connection. */
export const FIRST_TOKEN_TIMEOUT_MS = 120_000
/** A node that has not begun after so long, and after a multiple of what was predicted, is left when another is free. */
export const FIRST_TOKEN_PATIENCE_MS = 20_000
export const TOKEN_GAP_TIMEOUT_MS = 30_000
export const TOTAL_TIMEOUT_MS = 30 * 60_000
export const SETTLEMENT_TIMEOUT_MS = 5_000
/** Countersigns that a connected provider has not confirmed are handed in again after so long. */
export const LATE_SETTLEMENT_INTERVAL_MS = 10_000
/** The first time sooner: a stream may break while the connection stays. */
export const LATE_SETTLEMENT_SOON_MS = 500
export const ORDER_LIFE_MS = 300_000
/** Difference between two honest clocks. */
export const CLOCK_SKEW_MS = 120_000
/**
 * A price table that a newer one has replaced is accepted in orders for so long: twice an order's life, in which the new
 * one has reached whoever is connected. Longer, and consumers could choose the cheaper one.
 */
export const PRICE_GRACE_MS = 2 * ORDER_LIFE_MS
export const OFFER_INTERVAL_MS = 10_000
export const OFFER_LIFE_MS = 60_000
/** An offer on change waits so long for more changes. */
export const OFFER_DEBOUNCE_MS = 50
/** Between two offers on change: below OFFERS_PER_SECOND, with room for those at the interval. */
export const OFFER_PAUSE_MS = 250
export const PING_INTERVAL_MS = 2_000
/** Longer than TCP needs to recover from a blip of 3 s, with its doubled retransmission pause. */
export const PING_TIMEOUT_MS = 4_000
/** A peer that misses one ping gets no new work; after so many in a row its connection is given up. */
export const PINGS_UNTIL_DEAD = 2
/** What failures in a row count against a peer is halved in this time: one that was ill for a while gets work again. */
export const FAILURE_HALF_LIFE_MS = 30_000
/** A peer that refuses although it offers a free slot is not asked for so long; twice as long for each time in a row. */
export const REFUSAL_PAUSE_MS = 1_000
export const MAX_REFUSAL_PAUSE_MS = 60_000
/** A ping that was not answered for so long makes its peer silent: long before it is given up, it gets no new work. */
export const PING_LATE_MS = 2_500
/** What was measured of a peer's speed counts half as much after so long: machines get other work, and other hardware. */
export const MEASUREMENT_HALF_LIFE_MS = 10 * 60_000
/** Of so many requests for a model one may go to a node that little is known of, or was known of long ago. */
export const PROBE_INTERVAL = 32
export const REDIAL_MIN_MS = 1_000
export const REDIAL_MAX_MS = 60_000
/** Bits flip without anybody writing: at start, tables of the database that were checked longer ago are read again. */
export const TABLE_CHECK_LIFE_MS = 30 * 24 * 3_600_000
/** One table of the database is read again so often: 2 MiB each, so a database of 4 GiB within a week. */
export const TABLE_CHECK_INTERVAL_MS = 5 * 60_000
/** So often the owner's hours and the use of the machine are looked at; a look costs some ms, one with a GPU some 50. */
export const ACTIVITY_LOOK_INTERVAL_MS = 10_000
/** After the last sign of use the machine stays its owner's for so long: a pause to think, or between two runs. */
export const ACTIVITY_HOLD_MS = 5 * 60_000
/** `nvidia-smi` takes up to 2 s where the driver has to be woken; later its answer says nothing of now. */
export const GPU_QUERY_TIMEOUT_MS = 5_000
/** Part of all processors that other programs use when somebody works: more than services take, less than a build. */
export const ACTIVE_CPU_SHARE = 0.25
/** Details of the ledger that have reached their age are dropped at start and so often. */
export const RETENTION_INTERVAL_MS = 24 * 3_600_000
/** Longest wait for running requests at stop. */
export const DRAIN_TIMEOUT_MS = 10_000

/** When a client whose key has all its requests under way should ask again: answers take seconds. */
export const CONCURRENT_RETRY_MS = 1_000
/** Two round trips and a signature; who is slower holds a connection for nothing. */
export const API_TLS_HANDSHAKE_TIMEOUT_MS = 5_000
/** Receiving a whole API request. */
export const API_RECEIVE_TIMEOUT_MS = 60_000
/** Silence on an event stream before its first token, then between tokens; proxies and clients give up near 30 s. */
export const SSE_FIRST_KEEP_ALIVE_MS = 10_000
export const SSE_IDLE_KEEP_ALIVE_MS = 15_000

// --- trust
export const MEMBERSHIP_LIFE_MS = 7 * 24 * 3_600_000
/** Age at which a membership is renewed, give or take a tenth: six days remain to find an issuer that is on. */
export const RENEWAL_AGE_MS = 24 * 3_600_000
/** Age of the newest revocation list at which new work with other organisations ends: an issuer may be off for 3 days. */
export const REVOCATION_AGE_MS = 4 * 24 * 3_600_000
/** What a co-op can choose. Shorter, and a reboot of the issuer switches members off. */
export const MIN_MEMBERSHIP_LIFE_MS = 3_600_000
export const MIN_RENEWAL_AGE_MS = 10 * 60_000
/** Four times the pause after which an issuer signs its list anew at the earliest. */
export const MIN_REVOCATION_AGE_MS = 4 * 3_600_000
/** What a bundle may say of a lifetime at all: nobody checks in a year what was decided for longer. */
export const MAX_LIFETIME_MS = 366 * 24 * 3_600_000
/** Longer, and a revocation would be needed where letting a membership end is enough. */
export const MAX_MEMBERSHIP_LIFE_MS = 30 * 24 * 3_600_000
export const ISSUER_LIFE_MS = 90 * 24 * 3_600_000
export const INVITE_LIFE_MS = 24 * 3_600_000
/** An organisation's delegation, unless `coop delegate` says otherwise; it ends with its issuer certificate at the latest. */
export const DELEGATION_LIFE_MS = 90 * 24 * 3_600_000
/**
 * A membership that ended longer ago is not renewed, a new invite is needed. With its life that is at most ISSUER_LIFE_MS,
 * for which a revoked serial stays on its list.
 */
export const RENEWABLE_MS = ISSUER_LIFE_MS - MAX_MEMBERSHIP_LIFE_MS
/** How often a node looks whether its membership is due, and tries again; an issuer node that connects is asked at once. */
export const RENEWAL_INTERVAL_MS = 5 * 60_000
/** Covers dialling an issuer that is not connected, the round trip and one synced write. */
export const RENEWAL_TIMEOUT_MS = 15_000
/** The earliest that an issuer signs its revocation list anew although nothing has changed. */
export const MIN_LIST_PAUSE_MS = 3_600_000
/** How often an issuer looks whether its list is due, and drops what has ended long ago. */
export const ISSUER_SWEEP_INTERVAL_MS = 10 * 60_000
/**
 * A peer that is revoked is cut off after so long at the latest: within it, what it was sent or has sent is settled, which
 * takes two round trips and two synced writes.
 */
export const REVOCATION_GRACE_MS = 10_000
/** An issuing key whose certificate ends sooner is warned about. */
export const ISSUER_WARNING_MS = 14 * 24 * 3_600_000
/** Nodes that can redeem one code. */
export const MAX_INVITE_USES = 1_000
/** Nodes that wait for the approval of one invite: whoever holds the code can make up any number of keys. */
export const MAX_JOIN_REQUESTS_PER_INVITE = 16
/** When a node that waits for approval asks again: within JOIN_ATTEMPTS_PER_MINUTE. */
export const JOIN_PENDING_RETRY_MS = 15_000
/** A passphrase for the root key that is shorter is guessed in spite of scrypt. */
export const MIN_PASSPHRASE_CHARACTERS = 8
/** Address data older than this say nothing of where an address is registered now: ranges are sold and moved. */
export const ADDRESS_DATA_LIFE_MS = 60 * 24 * 3_600_000
/** The registered ranges of the world, some 210,000, are about 10 MiB of CSV. */
export const MAX_ADDRESS_FILE_BYTES = 64 * MIB
/** Addresses in an invite: one per interface of an ordinary machine, and the code stays below 600 characters. */
export const MAX_INVITE_ADDRESSES = 4
/** Invites that can be redeemed at the same time. */
export const MAX_OPEN_INVITES = 1_000
/** Name of a co-op or an organisation. */
export const MAX_NAME_CHARACTERS = 64
/** Software name in a hello. */
export const MAX_AGENT_BYTES = 64
/** Features and versions named in a hello, each at most 64 bytes. */
export const MAX_HELLO_ITEMS = 32
export const VOUCHER_TOKENS = 256
export const VOUCHER_MS = 5_000
/** Of tokens or time without a voucher, after which a provider holds the answer back: one may be on its way. */
export const VOUCHER_WINDOWS = 2
/** An answer held back for so long is given up: the slot is wanted by others. */
export const VOUCHER_PAUSE_MS = 30_000
/** A statement that its consumer has not answered for so long is a claim, for the co-op to decide. */
export const CLAIM_AFTER_MS = 24 * 3_600_000
/** Answers whose stream broke, for which the final voucher may still come; each holds the points of two windows. */
export const MAX_OPEN_SETTLEMENTS = 1_000
/** Authors whose highest position is remembered; more than a mesh has members. */
export const MAX_KNOWN_AUTHORS = 10_000
/** Own entries that name nobody, told with every announcement: genesis, epoch resets, a succession. */
export const MAX_PUBLIC_ENTRIES = 16
/** Records in one answer to a range, and the bytes they may take. */
export const MAX_RANGE_RECORDS = 256
export const MAX_RANGE_FRAME_BYTES = 1_280 * KIB
/** How long a started node waits for its counterparties to say what they know of its chain, once one has. */
export const RECOVERY_WAIT_MS = 5_000
/** Late settlement, an audit of the month before and the repair of a lost disk need details for some weeks. */
export const MIN_RETENTION_DAYS = 30

/**
 * Work units that an organisation may owe one node: an hour of one slot that answers with a model of 7 billion parameters
 * at 50 tokens a second, 7,000 × 50 × 3,600. More, and a pure consumer lives long off every node of the co-op.
 */
export const DEFAULT_CREDIT_LIMIT = 1_260_000_000n
/** Work units that anyone may owe a node as if it were nothing: a tenth of the limit, some thirty long answers. */
export const DEFAULT_STARTING_LINE = 126_000_000n

// --- engines
/** Sequences of a context decode in one batch; each takes a context's worth of memory. */
export const DEFAULT_SLOTS = 4
/** Models declare up to a million tokens; the KV cache of all slots is reserved when the model is loaded. */
export const DEFAULT_CONTEXT_TOKENS = 8_192
export const ENGINE_RESTART_MIN_MS = 200
export const ENGINE_RESTART_MAX_MS = 30_000
/** A small model is back sooner; for a large one another node is. */
export const ENGINE_RESTART_WAIT_MS = 10_000
/**
 * Parts of one answer that an engine process sends ahead of their reader, an even number: it hears of every half that was
 * read. More is work that nobody may want; fewer, and 1,000 tokens a second would wait for a node that is busy for 16 ms.
 */
export const MAX_UNREAD_PARTS = 32
/** An engine process ends when its channel closes; a native call can block its event loop, then it is killed. */
export const ENGINE_EXIT_TIMEOUT_MS = 1_000
/**
 * An engine process with work is asked so often whether it is there, and killed when it leaves so many questions in a row
 * unanswered: a process that hangs or was stopped would hold its requests until their own deadlines.
 */
export const ENGINE_PING_INTERVAL_MS = 5_000
export const ENGINE_PINGS_UNTIL_DEAD = 4
/** The end of what an engine process wrote to stderr: enough for llama.cpp's last complaint. */
export const MAX_ENGINE_STDERR_CHARACTERS = 4_096
/** Model files whose hash is remembered; the oldest is forgotten and hashed again. */
export const MAX_REMEMBERED_HASHES = 256
