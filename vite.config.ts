import adapter from '@sveltejs/adapter-node';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

// Two apps from one package: APP chooses which one is synced, served or built.
const app = process.env['APP'] ?? 'portal';
if (app !== 'portal' && app !== 'kiosk') {
	throw new Error(`APP is "${app}": set it to portal or kiosk.`);
}

/** The home node's build holds every package that it uses: a device needs Node and that folder, and nothing else. */
const inOnePiece: Plugin = {
	name: 'hemvy-in-one-piece',
	apply: 'build',
	config: () => ({
		ssr: { noExternal: [/./] },
		// The framework leaves this one outside for its tracing, which is not used here; prom-client asks for it.
		resolve: { alias: { '@opentelemetry/api': fileURLToPath(import.meta.resolve('@opentelemetry/api')) } }
	})
};

export default defineConfig({
	cacheDir: `node_modules/.vite-${app}`,
	plugins: [
		...(app === 'kiosk' ? [inOnePiece] : []),
		paraglideVitePlugin({
			project: './src/lib/i18n/project.inlang',
			outdir: './src/lib/i18n/messages',
			strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
			cookieName: 'hemvy_language'
		}),
		sveltekit({
			adapter: adapter({ out: `build/${app}` }),
			// Two apps from one package need their own folders; the framework would rather have a monorepo.
			// eslint-disable-next-line @typescript-eslint/no-deprecated
			files: { src: `src/${app}`, assets: `static/${app}` },
			outDir: `.svelte-kit/${app}`,
			// The framework's check knows the address only when built, and lets programs no form-less DELETE through:
			// src/lib/server/http/origin.ts checks every request that changes something, more strictly.
			csrf: { trustedOrigins: ['*'] },
			csp: {
				mode: 'auto',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					'style-src': ['self'],
					// The framework's own announcer for screen readers carries this one style attribute, and no other may.
					'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
					'img-src': ['self', 'data:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'form-action': ['self'],
					'frame-ancestors': ['none']
				}
			}
		})
	]
});
