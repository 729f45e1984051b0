import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the next numbered migration from the tables; drizzle/rules holds the rest. */
export default defineConfig({
	dialect: 'postgresql',
	schema: './src/lib/server/db/tables/*.ts',
	out: './drizzle',
	migrations: { prefix: 'index' }
});
