import { defineConfig } from 'vitest/config';

/** Files that share one PostgreSQL of their project's: one after the other. */
const onPostgres = {
	globalSetup: ['tests/fixtures/own-folder.ts', 'tests/database/server.ts'],
	fileParallelism: false,
	isolate: false,
	testTimeout: 60_000,
	hookTimeout: 120_000
};

export default defineConfig({
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					isolate: false,
					globalSetup: ['tests/fixtures/own-folder.ts'],
					// lint may run beside it
					testTimeout: 30_000,
					include: ['src/**/*.test.ts', 'tests/arrows/**/*.test.ts', 'tests/docs/**/*.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'database',
					include: ['tests/database/**/*.test.ts', 'tests/real/**/*.test.ts'],
					...onPostgres
				}
			},
			{
				extends: true,
				test: { name: 'privacy', include: ['tests/privacy/**/*.test.ts'], ...onPostgres }
			},
			{
				extends: true,
				test: {
					name: 'node',
					include: ['tests/node/**/*.test.ts', 'tests/chaos/**/*.test.ts'],
					globalSetup: ['tests/fixtures/own-folder.ts', 'tests/fixtures/built-apps.ts'],
					// they wait most of the time; each takes free ports and folders of its own
					maxWorkers: 3,
					testTimeout: 60_000,
					hookTimeout: 120_000
				}
			}
		]
	}
});
