// A board shows HTML that Python has escaped, and tells Python which element was chosen: data-pick.
// Tables sort by their heads here, without a run of the script.
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".board");
  const state = (root.__zt = root.__zt || { html: "", sort: null, goal: "" });

  const sort = (table, index, order) => {
    const body = table.tBodies[0];
    const key = (row) => row.cells[index].dataset.v;
    const rows = Array.from(body.rows);
    rows.sort((a, b) => order * key(a).localeCompare(key(b), "zh-Hans-CN", { numeric: true }));
    body.append(...rows);
    Array.from(table.tHead.rows[0].cells).forEach((cell, at) => {
      cell.setAttribute("aria-sort", at !== index ? "none" : order > 0 ? "ascending" : "descending");
    });
  };

  if (state.html !== data.html) {
    const box = root.querySelector(".scroll");
    const [top, left] = box ? [box.scrollTop, box.scrollLeft] : [0, 0];
    root.innerHTML = data.html;
    state.html = data.html;
    const table = root.querySelector("table.grid");
    if (table && state.sort) sort(table, state.sort[0], state.sort[1]);
    const again = root.querySelector(".scroll");
    if (again) { again.scrollTop = top; again.scrollLeft = left; }
  }
  root.style.height = data.height || "auto";
  root.style.overflowY = data.height ? "auto" : "visible";
  if (data.goal && state.goal !== data.goal) {
    const target = root.querySelector("[aria-current]") || root.querySelector(".lit");
    const scroller = target && (target.closest(".scroll") || root);
    if (target && scroller.scrollHeight > scroller.clientHeight) {
      const away = target.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      scroller.scrollTop += away - scroller.clientHeight / 3;
    }
  }
  state.goal = data.goal;

  const choose = (event) => {
    const head = event.target.closest("[data-sort]");
    if (head) {
      const index = Number(head.dataset.sort);
      const order = state.sort && state.sort[0] === index ? -state.sort[1] : 1;
      state.sort = [index, order];
      sort(head.closest("table"), index, order);
      return;
    }
    const picked = event.target.closest("[data-pick]");
    if (picked) setTriggerValue("pick", picked.dataset.pick);
  };
  root.onclick = choose;
  root.onkeydown = (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark[data-pick]")) {
      event.preventDefault();
      choose(event);
    }
  };
}
