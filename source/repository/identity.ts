/** Who commits here. */
import {repositoryFault, type RepositoryFault} from './faults.js';
import {gitIn} from './git.js';

export type Identity = {readonly name: string; readonly email: string};

/** The name and e-mail that git would commit with. Never a guess from the machine's name. */
export async function readIdentity(top: string): Promise<Identity | RepositoryFault> {
	const outcome = await gitIn(top).run(['var', 'GIT_COMMITTER_IDENT'], {config: ['user.useConfigOnly=true']});
	const {name, email} = outcome.ok ? /^(?<name>.*) <(?<email>[^<>]*)> \d+ [+\-]\d{4}\n$/v.exec(outcome.stdout)?.groups ?? {} : {};
	return name === undefined || email === undefined || email === ''
		? repositoryFault('identity.missing', 'Git does not know who you are. Tell it: git config --global user.name "Your Name" && git config --global user.email you@example.com')
		: {name, email};
}
