import type { Adapter } from '../source.ts';
export const readHanFrame: Adapter = () => null;
