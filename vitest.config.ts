import {availableParallelism} from 'node:os';
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['./test/properties-setup.ts'],
		reporters: ['default', './test/closing-line.ts'],
		// Left to itself vitest keeps one processor free, which on a machine of two is half of it; most tests wait for other programs.
		maxWorkers: availableParallelism(),
		// A walk in a real terminal on a busy machine takes its time; each wait inside has its own, shorter limit.
		testTimeout: 240_000,
		hookTimeout: 240_000,
		expect: {poll: {timeout: 60_000}},
	},
});
