import { ABROAD } from './wordsAbroad.ts';

/**
 * How servers word what their codes do not say, by what it means. Strangers write what these run over: of bounded length, and
 * no gap within an expression is unbounded.
 */

/** The prompt, or prompt and reply together, are longer than the model's context. */
export const TOO_LONG: readonly RegExp[] = [
	// OpenAI, OpenRouter, vLLM, Ollama, llama.cpp, LM Studio, Groq, DeepSeek, Cerebras
	/max(imum)? context|context (length|window|size|limit)/i,
	/token limit (reached|exceeded)|model token limit/i,
	// Perplexity, Anthropic, Bedrock
	/\b(prompt|messages|conversation|history|input( text| length)?) (is|are) too (long|large)\b/i,
	/\bprompt too long\b|too many (input|prompt) tokens|input tokens? exceed/i,
	// xAI, vLLM, TensorRT, TabbyAPI
	/max(imum)? (allowed )?(prompt|input|sequence|model) (length|len|tokens)\b|\bmax_(seq|model)_len\b/i,
	// Google, Copilot, SGLang
	/\b(input|prompt|requested) token count\b.{0,60}\bexceeds?\b/i,
	/exceeds? the (max(imum)? )?(number of )?(input |prompt )?tokens allowed/i,
	// TGI, and Together with it
	/`inputs`( tokens)? (\+|must have less)/i,
	/number of (input |prompt )?tokens\b.{0,60}\bexceed/i,
	// Cohere, Alibaba, Z.ai, Mistral, MiniMax
	/tokens? in the prompt cannot exceed|range of input length|prompt exceeds max|too large for model with/i,
	/reduce the length of (the|your) (messages|prompt|input)/i,
	// llama.cpp's and LM Studio's own counters
	/\bn_keep\b.{0,30}\bn_ctx\b|tokens to keep from the initial prompt|\bcontext overflow/i,
	// A number of tokens set against what the model can take
	/\bmodel (supports|accepts|takes|allows|can (take|process)) (at most|up to|only|a maximum of) [\d,]{1,15} (input |prompt )?tokens\b/i,
	/\btokens\b.{0,40}\b(exceeds?|more than|over|above) (the )?([\d,]{1,15} )?(tokens )?(that )?(the|this) model('s (\w{1,12} )?limit| can (take|process|handle))/i,
	// What is too long, and by what it is too long, in whatever order of words
	/\b(prompt|inputs?|messages?|conversation|chat|history|context|sequence)\b((?!\bt(ook|ak))[^.]){0,60}\btoo long\b/i,
	/\b(prompt|inputs?|messages|conversation|request)\b((?!\b(?:time|deadline|wait))[^.]){0,60}\b(exceed(s|ed)?|(longer|larger) than|(more than|over) [\d,]{1,15})\b((?!\b(?:time|deadline|wait|seconds?\b))[^.]){0,60}\b(tokens?|length|context)\b/i,
	/\btokens\b.{0,60}\bexceeds?\b.{0,60}\btokens\b|\bcontext\b((?!\b(?:deadline|time)).){0,30}\bexceed(s|ed)?\b/i,
	/\b(number|amount|count) of (input|prompt) tokens\b.{0,60}\b(less than|at most|below|under)\b/i,
	/\b(reduce|lower|decrease) the (number|amount|count) of (input |prompt )?tokens\b/i,
	/\bmodel (only )?has (only )?[\d,]{1,15} tokens\b/i,
	// Vertex, GitHub, Snowflake, MLX, Bedrock's Titan
	/\btoken count is [\d,]{1,15}\b.{0,20}\bmodel only supports\b|\bbody too large for .{1,80} model\b.{0,20}\btokens\b/i,
	/\bmax(imum)? number of tokens( of [\d,]{1,15})? exceeded\b|\bexceed(ed|s)? (the )?max(imum)? number of tokens\b|\bexceeds the kv cache\b/i,
	/\bmalformed input request: expected maxlength\b/i,
	ABROAD.tooLong,
	// Z.ai, Alibaba, New API
	/(上下文|输入|提示词?|prompt|tokens?).{0,20}(过长|太长|超过|超出|超限|超长)/iu,
];

/** Too much at a time, whoever says it under whatever status: Bedrock, Groq, Google, New API. */
export const TOO_OFTEN: readonly RegExp[] = [
	/please wait before trying again|too many (requests|concurrent)|\bthrottl(ed|ing)/i,
	ABROAD.tooOften,
	/rate.?limit(ed|s)?\b.{0,40}(exceed|reach|hit)|exceeded.{0,40}rate.?limit|\brate.?limited\b/i,
	/\b(requests|tokens) per (second|minute|hour|day)\b|^rate limit\b|^rate.?limit[.!]?$/i,
	/(请求|调用|访问).{0,10}(过于频繁|太频繁|过多|过快)|速率限制|频率限制|限流|并发数?.{0,6}(过高|超过|超出)/u,
];

/** No money: OpenAI, Anthropic, DeepSeek, Z.ai, Moonshot, New API. What asks for patience is no such thing. */
export const NO_CREDIT: readonly RegExp[] = [
	/insufficient (account |user )?(balance|credits?|funds)\b/i,
	/\b(credit|account)s?( balance)? (is|are|has been) (too low|insufficient|not enough|negative|exhausted|used up|depleted)/i,
	/\bbalance (is )?(too low|insufficient|not enough|negative)|\bnot enough (credits?|balance|funds)\b/i,
	/\b(out of|no more|run out of|ran out of) credits?\b|please (recharge|top up)\b/i,
	/exceeded your (monthly )?(included )?credits?\b|\bcredit limit (is |was )?(exceeded|reached)\b/i,
	/\bno (remaining|available) (credits?|balance|funds)\b|\b(add|set up|provide) a (valid )?payment method\b/i,
	/\bbudget (has been |was |is )?exceeded\b|\bexceeded (your|the|its) (\w{1,12} )?budget\b/i,
	/(余额|额度|资源包|credit).{0,10}(不足|用尽|耗尽|用完)|欠费|请(先)?充值/iu,
	// xAI, Together, Vercel, and who calls it otherwise
	/(?<!\bload[ -])\b(credits?|funds|balance|wallet)\b[^.]{0,30}\b(run out|ran out|used up|exhausted|depleted|expired|empty|too low|insufficient)\b/i,
	/\b(insufficient|not enough|out of|used all|do(es)?(n.t| not) have) (\w{1,12} ){0,2}(credits?|funds|balance)\b|(?<!\b(?:needs?|requires?|costs?|uses?|used) )\bno (credits?|funds|balance)\b(?! (?:was|were|will be|have been)\b| (?:(?:are|is) )?(?:charged|deducted|used|consumed|spent|taken|debited|billed|needed|required)\b)/i,
	/(?<!\bkey\b.{0,20})\b(monthly|team|account|organi[sz]ation|workspace|project|your) spend(ing)? limit\b|\bpast(-due)? invoices?\b|\bno payment method\b/i,
	// Who limits how often one may ask offers more of that for money.
	/^(?![\s\S]*(?:\brate.?limit|\b(?:requests|tokens) per (?:second|minute|hour|day)\b))[\s\S]*\b(add|deposit) (more )?(funds|money)\b/i,
	ABROAD.noCredit,
	// Vercel, Volcengine, Chutes, Anthropic
	/\brequires? a (valid )?(credit card|payment method)\b|\boverdue balance\b|\bbalance (is|of|:) ?\$ ?0(\.0{1,8})?(?![\d.]*[1-9])/i,
	/\breached your specified (\w{1,12} )?usage limits?\b/i,
	/billing (is )?not active|billing hard limit|account (is )?(not active|in arrears)|\barrearage\b/i,
];

/** No model at all. */
export const NOT_LOADED: readonly RegExp[] = [
	/\bno models? (is |are )?(currently )?(loaded|running)\b|\bno available channels? for model\b/i,
	// A server without room in its memory may have some a moment later.
	/\b(could not|failed to) load (the )?model\b(?!.{0,200}\b(weights|memory)\b)/i,
];

/** A model that is not there, or not for this account. */
export const NO_MODEL: readonly RegExp[] = [
	/no endpoints found for \S+$|is not a valid model( id)?\b/i,
	// OpenAI, Ollama, vLLM, Google, DeepSeek, SiliconFlow
	/\bmodels?\b.{0,100}\b(not found|(does )?not exist|not available|decommissioned|deprecated|not valid|not (currently )?loaded)\b/i,
	// Moonshot, Mistral, Z.ai, GitHub, Cloudflare
	/\bnot found\b.{0,10}\bmodel\b|\b(no such|unknown|invalid|unavailable|unsupported|unrecognized) model\b/i,
	// Copilot, Hugging Face, OpenAI
	/\bmodel( \S{1,100})? (is|was) (not|un) ?supported\b|\bnot a chat model\b|\bmodel not supported\b/i,
	// DeepSeek, LiteLLM
	/\bsupported (api )?models?( names?)? are\b|\bLLM provider not provided\b|\bno healthy deployments?\b/i,
	// LM Studio, llama-swap, MLX
	...NOT_LOADED,
	/\brepository not found\b|could( not|n't) find .{0,30}model/i,
	// NVIDIA, Bedrock, Azure
	/\bfunction\b.{0,100}\bnot found for account\b|model identifier is invalid|\bdeployment\b.{0,60}\bdoes not exist\b/i,
	// Together, Groq, xAI, LiteLLM
	/(\b(no|not have|without)|n['’]t have) access to (the |this )?model\b|\bunable to access (the |non-serverless )?model\b/i,
	/\bnot allowed to access (the |this )?model\b/i,
	/\bmodels?\b.{0,100}\b(could|can) ?not be found\b|\bmodels?\b.{0,100}\b(not deployed|(been|is|was) (retired|removed|shut down|discontinued))\b/i,
	/\bmodels?\b((?!\b(?:param|propert|argument|field|option|feature)).){0,100}\b(no longer (available|supported|offered|exists?|served)|sunset|end of (its |their )?life|not in the list)\b/i,
	/\bno model matches\b|\b(could|can) ?not (load|find|access) (the )?model\b|\bfailed to load (the )?model "/i,
	// Ollama, Azure, Bedrock, NVIDIA, llama-swap, Poe, Volcengine, Databricks
	/"\S{1,100}" does not support chat\b|\bdoes not work with the specified model\b|\bon-demand throughput isn.t supported\b/iu,
	/\bmodel is marked by provider.{0,4} legacy\b|\bdegraded function\b|\bno router for requested model\b|\bbot \S{1,100} was not found\b/i,
	/\bnot activated the model\b|\bmodel access denied\b|\bnot allowed model\b|\bendpoint with name \S{1,100} does not exist\b/i,
	/\bmodels? \S{1,100} (isn.t|is un) ?available\b/iu,
	ABROAD.noModel,
	/\bno model (named|called|with)\b|\bthere is no model\b/i,
	// New API, Z.ai, Alibaba
	/模型.{0,100}(不存在|不可用|未找到|不支持|已下线|无可用渠道)|无可用渠道/u,
	// Anthropic
	/^model: \S{1,100}$/i,
];

/** A filter or a policy stands against what was said: OpenRouter, Azure, OpenAI, DeepSeek, Z.ai, Moonshot. */
export const FILTERED: readonly RegExp[] = [
	/requires moderation|\b(was|were|been) flagged\b|content (management )?policy|usage polic(y|ies)/i,
	/content exists risk|considered high risk|content filter(ing|ed)?\b|safety (system|filter|settings)/i,
	/\b(content|prompt|output|input|response) (was|has been|is) blocked\b|\bblocked by (the |our |a |its )?(\w{1,12} )?(guardrails|safety|moderation|filters?)\b/i,
	/\b(acceptable use|community|safety|content|usage) (policy|policies|guidelines|standards)\b/i,
	ABROAD.filtered,
	/(敏感|违规|不安全|不合规|不当|违禁).{0,10}(内容|信息|词)|内容(安全|审核|审查)/u,
	/\bblocked (due to|for|because of) (\w{1,12} )?(safety|content|moderation)\b|\b(input|output) new_sensitive\b/i,
	/\b(unsafe|sensitive|inappropriate|prohibited|harmful|disallowed|objectionable) (or (unsafe|sensitive|inappropriate|harmful) )?content\b/i,
];
