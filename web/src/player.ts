/** Play, speed and the slider of hours, with the crowd of the country behind it. Also the keys. */

import type { App } from "./app";
import { SPEEDS } from "./app";
import { top } from "./data";
import { h, svg } from "./dom";
import { counted } from "./format";
import { linkButton } from "./link";
import { t } from "./words";

export function player(app: App): HTMLElement {
  const { hours } = app.data;
  const play = h("button", { type: "button", class: "play", click: () => app.toggle() });
  const slower = h("button", { type: "button", title: t("slower"), "aria-label": t("slower"), click: () => app.faster(-1) }, "−");
  const faster = h("button", { type: "button", title: t("faster"), "aria-label": t("faster"), click: () => app.faster(1) }, "+");
  const speed = h("span", { class: "speed-now" });
  const when = h("output", { class: "when-now" });
  const said = h("p", { class: "hidden", "aria-live": "polite" });
  const slider = h("input", { type: "range", min: 0, max: hours - 1, step: 1, value: app.hour, "aria-label": t("hour") });
  slider.addEventListener("input", () => app.seek(Number(slider.value)));
  const track = h("div", { class: "track" }, spark(app), slider);

  const showHour = () => {
    slider.value = String(app.hour);
    const text = app.calendar.full(app.hour);
    when.textContent = text;
    slider.setAttribute("aria-valuetext", text);
    if (!app.playing) told();
  };
  let timer = 0;
  const told = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      said.textContent = summary(app);
    }, 600);
  };
  const showPlaying = () => {
    play.textContent = app.playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", t(app.playing ? "pause" : "play"));
    play.title = `${t(app.playing ? "pause" : "play")} (${t("key.space")})`;
    speed.textContent = t("speed", { n: app.speed });
    slower.disabled = app.speed === SPEEDS[0];
    faster.disabled = app.speed === SPEEDS.at(-1);
    if (!app.playing) told();
  };
  app.on("hour", showHour);
  app.on("playing", showPlaying);
  showHour();
  showPlaying();
  const speeds = h("div", { class: "speed", role: "group", "aria-label": t("speed.group") }, slower, speed, faster);
  return h("div", { class: "player", role: "group", "aria-label": t("player") }, play, when, h("span", { class: "beside" }, linkButton(app), speeds), track, said);
}

/** What is the case at this hour, for readers who hear it. */
function summary(app: App): string {
  const layer = app.layer;
  const at = (v: string) => counted(Math.round(app.data.national(0, layer, v)?.[app.hour] ?? 0));
  if (!app.data.case(0).layers.length) return app.calendar.full(app.hour);
  return `${app.calendar.full(app.hour)}${t("colon")} ${t("map.tip", { out: at("active"), rioting: at("rioting"), dead: at("dead") })}`;
}

/** The crowd over all hours as a small area. */
function spark(app: App): SVGElement {
  const { data } = app;
  const series = data.bands(0, "active")?.[2] ?? data.national(0, app.layer, "active");
  const high = top(series) || 1;
  let d = `M0,20`;
  series?.forEach((x, i) => (d += `L${i},${(20 - (18 * x) / high).toFixed(1)}`));
  d += `L${data.hours - 1},20Z`;
  return svg(
    "svg",
    { viewBox: `0 0 ${data.hours - 1} 20`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { d, class: "spark" }),
  );
}

/** Keys of the whole page; a key in a field belongs to the field. */
export function keys(app: App): () => void {
  const listener = (e: KeyboardEvent) => {
    const on = e.target as HTMLElement;
    if (on.closest?.(".scroll") || e.ctrlKey || e.metaKey || e.altKey || /^(SELECT|TEXTAREA)$/.test(on.tagName)) return;
    const field = on.tagName === "INPUT";
    const step = e.shiftKey ? 24 : 1;
    const acts: Record<string, () => void> = {
      " ": () => app.toggle(),
      ArrowRight: () => app.seek(app.hour + step),
      ArrowLeft: () => app.seek(app.hour - step),
      Home: () => app.seek(0),
      End: () => app.seek(app.data.hours - 1),
      "+": () => app.faster(1),
      "-": () => app.faster(-1),
      Escape: () => app.select(-1),
    };
    const act = acts[e.key];
    if (!act || (e.key === " " && /^(BUTTON|SUMMARY|A)$/.test(on.tagName))) return;
    if (field && (on as HTMLInputElement).type !== "range") return;
    if (!field && /^(Home|End)$/.test(e.key) && !e.shiftKey) return; // they scroll the page
    e.preventDefault();
    act();
  };
  addEventListener("keydown", listener);
  return () => removeEventListener("keydown", listener);
}
