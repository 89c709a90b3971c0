/** What a kind of key, token or password looks like. */
export interface SecretShape {
	/** With its article: "looks like a GitHub token". */
	readonly kind: string;
	/** How one begins, or what stands before it: only there the shape is looked for, which makes the search fast. */
	readonly anchors: readonly string[];
	/** Matches where an anchor stands; the secret is its group, or all of it. */
	readonly shape: RegExp;
	/** Its letters say too little by themselves: the secret is to look made by chance, and as no stand-in for one. */
	readonly loose?: true;
}

/**
 * The shapes that vendors publish for what they give out and that the rules of secretlint do not know, or know fewer forms of, each with a
 * long run of letters and digits not far behind its anchor, as in the patterns of GitHub's secret scanning and the rules of secretlint and
 * gitleaks. All are sticky, and none can match within a longer word.
 */
export const TOKEN_SHAPES: readonly SecretShape[] = [
	...[
		shape(
			'a GitHub token',
			['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
			/(?<!\w)gh\w_(?:\d{1,20}_eyJ[\w.-]{20,4000}|[a-zA-Z0-9]{36,255})/y,
		),
		shape('a GitHub token', ['github_pat_'], /(?<!\w)github_pat_\w{22,255}/y),
		shape(
			'a GitLab token',
			[
				'glpat-',
				'glrt-',
				'gldt-',
				'glptt-',
				'glcbt-',
				'glft-',
				'glimt-',
				'gloas-',
				'glsoat-',
				'glagent-',
			],
			/(?<!\w)gl[a-z]{2,5}-[\w-]{20,255}/y,
		),
		shape(
			'an AWS access key',
			['AKIA', 'ASIA', 'ABIA', 'ACCA'],
			/(?<!\w)A[A-Z]{3}(?!\w{0,9}EXAMPLE)[A-Z2-7]{16}(?!\w)/y,
		),
		shape('a Google API key', ['AIza'], /(?<!\w)AIza[\w-]{35}(?![\w-])/y),
		shape('a Google client secret', ['GOCSPX-'], /(?<!\w)GOCSPX-[\w-]{28}(?![\w-])/y),
		shape('a Google access token', ['ya29.'], /(?<!\w)ya29\.[\w-]{30,2048}/y),
		shape('an Azure storage key', ['AccountKey='], /AccountKey=([a-zA-Z0-9+/]{86}==)/y),
	],
	...[
		shape('an OpenRouter key', ['sk-or-'], /(?<![\w-])sk-or-v\d-[0-9a-f]{64}(?!\w)/y),
		shape('an Anthropic key', ['sk-ant-'], /(?<![\w-])sk-ant-[a-z]{3,5}\d\d-[\w-]{80,160}/y),
		shape(
			'an OpenAI key',
			['sk-proj-', 'sk-svcacct-', 'sk-admin-'],
			/(?<![\w-])sk-[a-z]{4,7}-[\w-]{40,255}/y,
		),
		shape('an API key', ['sk-'], /(?<![\w-])sk-[a-zA-Z0-9]{32,128}(?![\w-])/y, true),
		shape('a Hugging Face token', ['hf_'], /(?<!\w)hf_[a-zA-Z0-9]{34}(?!\w)/y),
		shape('a Hugging Face token', ['api_org_'], /(?<!\w)api_org_[a-zA-Z]{34}(?!\w)/y),
		shape('a Replicate token', ['r8_'], /(?<!\w)r8_[a-zA-Z0-9]{37}(?!\w)/y),
		shape('an xAI key', ['xai-'], /(?<!\w)xai-[a-zA-Z0-9]{80}(?!\w)/y),
		shape('a Perplexity key', ['pplx-'], /(?<!\w)pplx-[a-zA-Z0-9]{48}(?!\w)/y),
	],
	...[
		shape(
			'a Slack token',
			['xoxa-', 'xoxb-', 'xoxe-', 'xoxe.', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
			/(?<!\w)x[a-z]{3}(?:\.xox[bp])?-[a-zA-Z0-9]{1,40}-[a-zA-Z0-9-]{10,250}/y,
		),
		shape(
			'a Slack webhook',
			['hooks.slack.com'],
			/hooks\.slack\.com\\?\/services\\?\/T\w{5,40}\\?\/B\w{5,40}\\?\/\w{10,40}/y,
		),
		shape(
			'a Slack webhook',
			['hooks.slack.com/workflows/'],
			/hooks\.slack\.com\/workflows\/T\w{5,40}\/A\w{5,40}\/\d{10,30}\/\w{10,40}/y,
		),
		shape(
			'a Stripe key',
			['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
			/(?<!\w)[rs]k_[a-z]{4}_[a-zA-Z0-9]{16,247}/y,
		),
		shape('a Linear key', ['lin_api_'], /(?<!\w)lin_api_\w{32,255}/y),
		shape('a Notion token', ['ntn_'], /(?<!\w)ntn_[a-zA-Z0-9]{40,50}(?!\w)/y),
		shape('a Facebook token', ['EAA'], /(?<![\w+/=])EAA[MC][a-zA-Z0-9]{100,400}(?![\w+/=])/y),
		shape('a webhook secret', ['whsec_'], /(?<!\w)whsec_[a-zA-Z0-9+/]{24,128}={0,2}/y),
		shape('a SendGrid key', ['SG.'], /(?<!\w)SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/y),
		shape('a Twilio key', ['SK'], /(?<!\w)SK[0-9a-f]{32}(?!\w)/y),
		shape('a Mailgun key', ['key-'], /(?<![\w-])key-[0-9a-f]{32}(?!\w)/y),
		shape('a Telegram bot token', [':AA'], /(?<=\d{8}):(AA[\w-]{33})(?![\w-])/y),
		shape('an Atlassian token', ['ATATT3'], /(?<!\w)ATATT3[\w=-]{60,255}/y),
		shape('a Postman key', ['PMAK-'], /(?<!\w)PMAK-[0-9a-f]{24}-[0-9a-f]{34}(?!\w)/y),
	],
	...[
		shape('an npm token', ['_authToken='], /_authToken=([\w-]{32,255})/y),
		shape('a PyPI token', ['pypi-'], /(?<!\w)pypi-AgE[\w-]{50,255}/y),
		shape('a RubyGems key', ['rubygems_'], /(?<!\w)rubygems_[0-9a-f]{48}(?!\w)/y),
		shape(
			'a DigitalOcean token',
			['dop_v1_', 'doo_v1_', 'dor_v1_'],
			/(?<!\w)do[a-z]_v1_[0-9a-f]{64}(?!\w)/y,
		),
		shape('a Vault token', ['hvs.', 'hvb.', 'hvr.'], /(?<!\w)hv[a-z]\.[\w-]{24,300}/y, true),
		shape('a Supabase token', ['sbp_'], /(?<!\w)sbp_[0-9a-f]{40}(?!\w)/y),
		shape('a New Relic key', ['NRAK-'], /(?<!\w)NRAK-[A-Z0-9]{27}(?!\w)/y),
		shape('a Sentry token', ['sntrys_', 'sntryu_'], /(?<!\w)sntry[a-z]_[\w+/=-]{40,500}/y),
		shape('a 1Password token', ['ops_ey'], /(?<!\w)ops_ey[a-zA-Z0-9+/=]{100,1280}/y),
		shape('a PlanetScale token', ['pscale_'], /(?<!\w)pscale_[a-z]{2,5}_[\w.-]{32,64}/y),
		shape('a Pulumi token', ['pul-'], /(?<!\w)pul-[0-9a-f]{40}(?!\w)/y),
		shape('a Heroku key', ['HRKU-AA'], /(?<!\w)HRKU-AA[\w-]{58}(?![\w-])/y),
		shape('an OpenShift token', ['sha256~'], /(?<!\w)sha256~[\w-]{43}(?![\w-])/y),
		shape(
			'a Fly.io token',
			['fm1_', 'fm1a_', 'fm1r_', 'fm2_'],
			/(?<!\w)fm\d[ar]?_[a-zA-Z0-9+/]{100,4000}={0,3}/y,
		),
		shape('an Octopus Deploy key', ['API-'], /(?<!\w)API-[A-Z0-9]{26}(?!\w)/y),
		shape('a SonarQube token', ['squ_', 'sqp_', 'sqa_'], /(?<!\w)sq[a-z]_[a-zA-Z0-9]{40}(?!\w)/y),
		shape(
			'a Sourcegraph token',
			['sgp_'],
			/(?<!\w)sgp_(?:(?:[0-9a-fA-F]{16}|local)_)?[0-9a-fA-F]{40}(?!\w)/y,
		),
		shape(
			'an Infracost key',
			['ico-'],
			/(?<![\w-])ico-(?![0-9a-f]{32})[a-zA-Z0-9]{32}(?!\w|\.\w)/y,
		),
		shape('a 1Password key', ['A3-'], /(?<!\w)A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}(?!\w)/y),
		shape('an age key', ['AGE-SECRET-KEY-1'], /AGE-SECRET-KEY-1[0-9A-Z]{58}(?!\w)/y),
	],
];

/** What is told by what stands before it, however short it is, or its runs of letters and digits may be. */
export const MARKED_SHAPES: readonly SecretShape[] = [
	shape(
		'a private key',
		['-----BEGIN'],
		// With an end it may have anything between its lines: quotes, signs of a comment, numbers. Without one only what keys are made of.
		/-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?=(?:[^-]|-(?!-)){0,200}[\w+/]{40})(?:[^-]|-(?!-)){100,16000}-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|(?:[\w+/=\s\\:,.()]|-(?!-)){100,16000}(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?)/y,
	),
	shape(
		'a JSON web token',
		['eyJ'],
		/(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/y,
	),
	shape(
		'an Azure client secret',
		['Q~'],
		/(?<=(?<![\w~.-])[\w~.-]{3}\d)Q~[\w~.-]{31,34}(?![\w~-])/y,
	),
	shape(
		'a password',
		['curl '],
		/curl [^\n|;&]{0,300}?(?<=\s)(?:-[a-zA-Z]{0,8}u ?|--user[ =])["']?[^\s"':$]{0,100}:(?!\/\/)([^\s"'$]{6,100})/y,
		true,
	),
	shape(
		'a password',
		['Basic '],
		/(?<=uthorization["']?\s{0,3}[:=]\s{0,3}["'`]?)Basic ([a-zA-Z0-9+/]{16,1000}={0,2})/y,
		true,
	),
	shape('a token', ['Bearer '], /Bearer ([\w.~+/-]{24,2000}={0,2})/y, true),
	shape(
		'a password in an address',
		['://'],
		/:\/\/[^\s:@/'"<>{}$`]{1,100}:((?!\d{2,5}[,;?#])[^\s@/'"<>{}$`*]{4,200}(?:@[^\s@/'"<>{}$`*]{1,100}){0,3})@[\w-]/y,
		true,
	),
];

/** What a value that is secret is called. */
export const SECRET_NAMES =
	/assword|ASSWORD|asswd|PASSWD|ecret|ECRET|oken|OKEN|pi_key|PI_KEY|pi-key|piKey|ccess_key|CCESS_KEY|ccessKey/g;

/** What follows from such a name on: what it is, quoted, or the rest of a line in a file of settings. */
export const NAMED_SHAPES: readonly SecretShape[] = [
	shape(
		'an AWS secret key',
		[],
		/(?:ccess_?[kK]ey|CCESS_KEY)["']?\s{0,4}[:=]\s{0,4}["']?([a-zA-Z0-9/+]{40})(?![a-zA-Z0-9/+=])/y,
		true,
	),
	shape(
		'a password',
		[],
		/[aA][sS]{2}[wW](?:[oO][rR])?[dD]["']?\s{0,4}(?::|=>?)\s{0,4}(?:["']([^\s"'`<>{}$]{8,200})["']|(?<==)([^\s"'`<>{}$();,]{8,200})$)/my,
		true,
	),
	shape(
		'a key or token',
		[],
		/(?:ecret|oken|pi[_-]?[kK]ey|ccess_?[kK]ey|ECRET|OKEN|PI_KEY|CCESS_KEY)(?:_?(?:access_?)?[kK]ey|_KEY|_ACCESS_KEY)?["']?\s{0,4}(?::=?|=>?)\s{0,4}(?:["']([a-zA-Z0-9_+/=.~-]{16,200})["']|(?<==)([a-zA-Z0-9_+/=.~-]{20,200})$)/my,
		true,
	),
];

function shape(
	kind: string,
	anchors: readonly string[],
	expression: RegExp,
	loose?: true,
): SecretShape {
	return { kind, anchors, shape: expression, ...(loose && { loose }) };
}
