import { globMatcher } from '../files/glob.ts';

/**
 * Names of files that often hold keys, passwords or tokens, as VS Code's globs; capitals do not count. Those with a slash are
 * about the end of a path. Real examples only: each more is asked about for nothing.
 */
const SECRET_FILES = [
	// Settings of an environment.
	...['.env*', '*.env', '.envrc', '.dev.vars', '*.tfvars', '*.tfvars.json', '*.tfstate*'],
	// Keys and certificates with their keys.
	...['*.pem', '*.key', '*.p8', '*.p12', '*.pfx', '*.pkcs12', '*.ppk', '*.gpg', '*.pgp', '*.age'],
	...['id_{rsa,dsa,ecdsa,ed25519,ecdsa_sk,ed25519_sk}*', 'ssh_host_*_key', '.ssh/*', '.gnupg/*'],
	// Stores of keys and passwords.
	...['*.jks', '*.keystore', '*.truststore', '*.bks', '*.kdb', '*.kdbx', '*.agilekeychain/**'],
	...['*.keychain', '*.keychain-db', '*.ovpn', '*.wallet', 'wallet.dat'],
	// Logins of tools and services.
	...['.npmrc', '.yarnrc.yml', '.netrc', '_netrc', '.pypirc', '.pgpass', 'pgpass.conf', '.my.cnf'],
	...['.git-credentials', '.gitcredentials', '.htpasswd', '.dockercfg', '.docker/config.json'],
	...['.s3cfg', '.boto', '.terraformrc', 'terraform.rc', '.vault-token', '.gem/credentials'],
	...['.cargo/credentials*', '.config/gh/hosts.yml', 'gradle.properties', '.m2/settings.xml'],
	...['.aws/*', '.azure/*', '.config/gcloud/*', '.kube/*', 'kubeconfig*', '*.kubeconfig'],
	...['credentials*', '*credentials.{json,xml,yml,yaml,ini,csv}', 'client_secret*', 'passwords*'],
	...['{secret,secrets}.{json,yml,yaml,toml,ini,xml,properties,txt}'],
	...['*.secret', '*.secrets'],
	...['service-account*.json', 'service_account*.json', 'serviceaccount*.json'],
	...['*firebase-adminsdk*.json', '{token,tokens,auth}.json', '.dockerconfigjson', 'rclone.conf'],
	...['.mylogin.cnf', '.databrickscfg', '.sentryclirc', '.clasprc.json', 'wg[0-9]*.conf'],
	...['local.settings.json', 'master.key', 'wp-config.php'],
];

/** The other half of a pair of keys is there to be given away. */
const PUBLIC = /\.pub$/i;

/** What editors and people put behind the name of a copy, which holds what the file held. */
const COPY = /(?:\.(?:bak|backup|old|orig|save|saved|copy|tmp|swp|\d{1,8})|~){1,4}$/i;

/** What tells whether a file's name says that it may hold secrets. */
export type SecretMatcher = (path: string) => boolean;

/** @param more the user's own globs, from the top of the folder or beginning with "**"; what is no pattern matches nothing */
export function secretMatcher(more: readonly unknown[] = []): SecretMatcher {
	const own = more.flatMap((one) =>
		typeof one === 'string' ? one.trim().replace(/^(\.?\/)+/, '') : [],
	);
	const globs = [...SECRET_FILES, ...own.filter((glob) => glob !== '')];
	const matchers = globs.flatMap((glob) => {
		const anywhere = glob.startsWith('**/') ? glob : `**/${glob}`;
		return globMatcher(anywhere, { ignoreCase: true }) ?? [];
	});
	return (path) => {
		const slashes = path.replaceAll('\\', '/').replace(/^\/+/, '');
		const names = [slashes, slashes.replace(COPY, '')];
		return (
			names.every((name) => !PUBLIC.test(name) && name !== '') &&
			matchers.some((matches) => names.some(matches))
		);
	};
}
