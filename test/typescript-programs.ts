/** Programs that the source starts from beside its own files: in tests these are TypeScript. */
import process from 'node:process';

const hooks = String.raw`import {registerHooks} from 'node:module';
registerHooks({resolve(specifier, context, next) {
	return next(specifier.startsWith('.') && context.parentURL?.endsWith('.ts') ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}});`;

/** Node.js takes the types away by itself; what it needs to be told is that `./x.js` is `./x.ts` here. */
export function runTypescript(): void {
	process.env.NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(hooks)}`;
}
