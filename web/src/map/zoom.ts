/** Nearer and farther: by buttons, by the wheel with Ctrl, and by dragging once one is near. A plain
 * wheel scrolls the page, as readers expect. */

export interface View {
  k: number;
  x: number;
  y: number;
  /** Whether the pointer was dragged since it went down: then its end is no click. */
  moved: boolean;
  by(factor: number, px: number, py: number, centre?: [number, number]): void;
}

export function view(): View {
  return {
    k: 1,
    x: 0,
    y: 0,
    moved: false,
    by(factor, px, py, centre) {
      const k = factor ? Math.max(1, Math.min(12, this.k * factor)) : 1;
      // what was at the pointer stays there, or comes to the middle of a canvas of this size
      const [x, y] = centre ? [centre[0] / 2, centre[1] / 2] : [px, py];
      this.x = k === 1 ? 0 : x - ((px - this.x) * k) / this.k;
      this.y = k === 1 ? 0 : y - ((py - this.y) * k) / this.k;
      this.k = k;
    },
  };
}

export function dragAndZoom(box: HTMLElement, at: View, draw: () => void): void {
  let from: [number, number] | undefined;
  box.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    const r = box.getBoundingClientRect();
    at.by(Math.exp(-e.deltaY / 300), e.clientX - r.left, e.clientY - r.top);
    draw();
  }, { passive: false });
  box.addEventListener("pointerdown", (e) => {
    at.moved = false;
    from = at.k > 1 ? [e.clientX - at.x, e.clientY - at.y] : undefined;
    box.style.touchAction = at.k > 1 ? "none" : "";
  });
  box.addEventListener("pointermove", (e) => {
    if (!from || !(e.buttons & 1)) return;
    const [x, y] = [e.clientX - from[0], e.clientY - from[1]];
    if (!at.moved && Math.hypot(x - at.x, y - at.y) < 4) return;
    at.moved = true;
    [at.x, at.y] = [x, y];
    draw();
  });
  box.addEventListener("pointerup", () => (from = undefined));
}
