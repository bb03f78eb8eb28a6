import type { App } from "../app";
export function comparison(_app: App): (HTMLElement | null)[] { return []; }
