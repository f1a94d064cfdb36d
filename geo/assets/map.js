// What Leaflet lacks for a statistical map: labels that do not overlap, tooltips as text, a metric scale.
// Runs in the page's frame and in the HTML file alike. No two braces stand side by side, and no brace before a
// percent or number sign: folium passes all script through a template engine once more.
window.zt = window.zt || {};

zt.furnish = function (map, note) {
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(note);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  map.getContainer().setAttribute("aria-hidden", "false");
};

// The view fits the frame as it grows to its size, until a reader moves it. A frame that is not yet larger than its
// padding fits nothing: Leaflet would answer with a view that is no number, and the map would stay empty.
zt.view = function (map, bounds, padding) {
  var moved = false, fitting = false;
  var fit = function () {
    var size = map.getSize();
    if (!moved && size.x > 2 * padding[0] && size.y > 2 * padding[1]) {
      fitting = true;
      map.fitBounds(bounds, { padding: padding, animate: false });
      fitting = false;
    }
  };
  map.on("movestart", function () { moved = moved || !fitting; });
  map.on("resize", fit);
  window.addEventListener("load", function () { map.invalidateSize(false); });
  fit();
};

// `tip` and `list` are HTML that Python has escaped.
zt.feature = function (feature, layer) {
  var given = feature.properties;
  if (given.tip) {
    layer.bindTooltip(given.tip, { sticky: true, className: "zt-tip", direction: "auto", opacity: 1 });
  }
  if (given.list) {
    layer.bindPopup(given.list, { className: "zt-popup", maxWidth: 340, maxHeight: 320 });
    layer.on("popupopen", function () { layer.closeTooltip(); });
  }
  layer.on("add", function () { zt.reachable(layer, feature.id); });
};

// By keyboard an area is reached in its turn, named, and chosen as a click chooses it; it is still in hand when the
// choice has had all areas drawn anew.
zt.reachable = function (layer, id) {
  var shape = layer.getElement(), words = document.createElement("div");
  words.innerHTML = layer.getTooltip() ? layer.getTooltip().getContent() : "";
  var name = words.querySelector("h4");
  Object.entries({ tabindex: "0", role: "button", "aria-label": name ? name.textContent : "" }).forEach(function (of) {
    shape.setAttribute(of[0], of[1]);
  });
  shape.addEventListener("keydown", function (event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      zt.held = id;
      shape.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  });
  if (zt.held === id) {
    zt.held = null;
    shape.focus({ preventScroll: true });
  }
};

// items: [lat, lng, name, figure, dark ground]; the ones that matter most come first and keep their place.
zt.labels = function (group, items, kind) {
  var layer = L.layerGroup();
  items.forEach(function (item) {
    var box = document.createElement("div");
    var name = document.createElement("span");
    name.textContent = item[2];
    box.appendChild(name);
    if (item[3]) {
      var figure = document.createElement("b");
      figure.textContent = item[3];
      box.appendChild(figure);
    }
    var icon = L.divIcon({ className: "zt-label " + kind + (item[4] ? " zt-on-dark" : ""), html: box, iconSize: null });
    layer.addLayer(L.marker([item[0], item[1]], { icon: icon, interactive: false, keyboard: false }));
  });
  layer.zt = kind === "zt-near" ? 1 : 0;
  layer.on("add", function () {
    var map = layer._map;
    map.zt = (map.zt || []).concat([layer]);
    if (!map.ztTidy) {
      map.ztTidy = function () { zt.tidy(map); };
      map.on("moveend resize", map.ztTidy);
    }
    window.requestAnimationFrame(map.ztTidy);
  });
  layer.on("remove", function () {
    var map = layer._map || layer._mapToAdd;
    if (map) { map.zt = map.zt.filter(function (other) { return other !== layer; }); }
  });
  group.addLayer(layer);
};

// Labels that would lie on one shown before them are hidden; those of the areas come first, and those around are also
// hidden where the frame or a control of the map would cut them.
zt.tidy = function (map) {
  var rectangle = function (element) { return element.getBoundingClientRect(); };
  var kept = [], frame = rectangle(map.getContainer());
  var controls = Array.from(map.getContainer().querySelectorAll(".leaflet-control")).map(rectangle);
  map.zt.sort(function (a, b) { return a.zt - b.zt; }).forEach(function (layer) {
    layer.eachLayer(function (marker) {
      var element = marker.getElement();
      if (!element) { return; }
      var r = rectangle(element.firstChild);
      var cut = layer.zt && (r.left < frame.left || r.right > frame.right || r.top < frame.top || r.bottom > frame.bottom);
      var clash = cut || (layer.zt ? kept.concat(controls) : kept).some(function (k) {
        return r.left < k.right + 2 && r.right > k.left - 2 && r.top < k.bottom && r.bottom > k.top;
      });
      element.style.visibility = clash ? "hidden" : "visible";
      if (!clash) { kept.push(r); }
    });
  });
};
