// Words of the page itself that are not in index.html.

export const WORDS = {
  bands: {
    stroke: "Needle in",
    intact: "Before",
    haemostasis: "Clotting",
    inflammation: "Inflammation",
    proliferation: "New tissue",
    remodelling: "Remodelling",
  },
  stages: {
    insertion: "Needle goes in",
    dwell: "Needle in place",
    withdrawal: "Needle comes out",
    cooling: "First moments",
    closing: "Channels close",
  },
  phases: {
    intact: "Before treatment",
    haemostasis: "Clotting",
    inflammation: "Inflammation",
    proliferation: "New tissue grows",
    remodelling: "Fibres are rebuilt",
  },
  basis: { measured: "Measured", derived: "Derived", illustrative: "Illustrative" },
  basisHelp: {
    measured: "A published figure, or what was set here",
    derived: "Computed by a model from published figures",
    illustrative: "Our own choice: it shows which way things go, not how far",
  },
  groups: {
    skin: "Skin",
    device: "Device",
    technique: "Technique",
    rf: "RF heat",
    course: "Visits",
    view: "Picture",
  },
  readoutGroups: [
    ["Depth and force", /^(set_depth|reached_|tip_|dimple|force)/],
    ["Channels", /^(channel|optical|barrier|epidermal)/],
    ["Heat", /^(rf_|temperature|junction|surface|coagulated)/],
    ["Healing", /./],
  ],
  noPicture: "The 3D picture cannot be drawn here",
  lost: "The graphics were interrupted. The picture comes back by itself; nothing is lost.",
  copied: "The link is copied. It opens this very scene, and carries nothing else.",
  copyByHand: "Copy the link from the address bar: it opens this very scene.",
  badScene: (why) => `This scene could not be opened: ${why}`,
  computing: "Computing…",
};
