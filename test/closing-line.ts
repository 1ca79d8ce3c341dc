import type {Reporter, TestModule} from 'vitest/node';

/** Ends the run with one plain line that anybody, and any script, can read. */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const counts = {passed: 0, failed: 0, skipped: 0};
		for (const module of modules) {
			for (const test of module.children.allTests()) {
				const {state} = test.result();
				counts[state === 'pending' ? 'skipped' : state] += 1;
			}

			// A file that cannot even be loaded has no tests to count.
			counts.failed += module.state() === 'failed' && module.errors().length > 0 ? 1 : 0;
		}

		console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
	}
}
