import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['./test/properties-setup.ts'],
		reporters: ['default', './test/closing-line.ts'],
		// A walk in a real terminal on a busy machine takes its time; each wait inside has its own, shorter limit.
		testTimeout: 240_000,
		hookTimeout: 60_000,
	},
});
