/** The state of the page: which hour, which place, what the map shows. Parts listen to what they
 * need; the hour changes often, so that its listeners must be quick. */

import type { Data } from "./data";
import { Calendar } from "./format";

export const SPEEDS = [6, 12, 24, 48]; // hours of the run in a second
/** Widths in print.css, which fit A4 and Letter. */
export const PAPER = { chart: 680, map: 440, third: 216 };
type Topic = "hour" | "playing" | "place" | "view" | "theme" | "paper";

interface Listener {
  call: () => void;
  until?: Element;
  seen: boolean;
}

export class App {
  hour = 0;
  playing = false;
  speed = 12;
  place = -1;
  /** What the map shows, and of which layer. */
  show = "active";
  layer: string;
  /** Which case of a comparison stands beside the base. */
  variant = 1;
  /** Whether the page is being printed: charts and maps then have the widths of `PAPER`. */
  paper = false;
  readonly calendar: Calendar;
  private listeners: Record<Topic, Listener[]> = { hour: [], playing: [], place: [], view: [], theme: [], paper: [] };
  private last = 0;
  private part = 0;

  constructor(readonly data: Data) {
    this.calendar = new Calendar(data.meta);
    this.layer = data.case(0).layers[0]?.id ?? "";
  }

  /** Call when a topic changes; with an element, until that has left the page. */
  on(topic: Topic, call: () => void, until?: Element): void {
    this.listeners[topic].push({ call, until, seen: false });
  }

  tell(topic: Topic): void {
    this.listeners[topic] = this.listeners[topic].filter((l) => {
      l.seen ||= l.until?.isConnected ?? false;
      return !l.until || !l.seen || l.until.isConnected;
    });
    for (const { call } of [...this.listeners[topic]]) call();
  }

  /** Forget all listeners, before the page is built anew. */
  quiet(): void {
    for (const topic of Object.keys(this.listeners) as Topic[]) this.listeners[topic] = [];
  }

  seek(hour: number): void {
    const next = Math.max(0, Math.min(this.data.hours - 1, Math.round(hour)));
    if (next === this.hour) return;
    this.hour = next;
    this.tell("hour");
  }

  select(place: number): void {
    this.place = place;
    this.tell("place");
  }

  setView(change: Partial<Pick<App, "show" | "layer" | "variant">>): void {
    Object.assign(this, change);
    this.tell("view");
  }

  faster(step: number): void {
    const i = SPEEDS.indexOf(this.speed) + step;
    this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, i))];
    this.tell("playing");
  }

  toggle(): void {
    this.playing = !this.playing;
    if (this.playing) {
      if (this.hour >= this.data.hours - 1) this.seek(0);
      this.last = performance.now();
      this.part = 0;
      requestAnimationFrame(this.frame);
    }
    this.tell("playing");
  }

  private frame = (now: number): void => {
    if (!this.playing) return;
    this.part += (Math.min(now - this.last, 250) / 1000) * this.speed; // a hidden page does not leap
    this.last = now;
    const whole = Math.floor(this.part);
    if (whole) {
      this.part -= whole;
      this.seek(this.hour + whole);
    }
    if (this.hour >= this.data.hours - 1) this.toggle();
    else requestAnimationFrame(this.frame);
  };
}
