import type { App } from "../app";
export function politics(_app: App): HTMLElement | null { return null; }
