/** Plain words for texts that nothing but their length is said of. */
export const words: readonly string[] =
  'amber anchor apple arrow autumn basin beacon birch bloom border branch bridge brook candle canyon cedar chalk cherry clover coast copper coral cotton crane creek crystal dawn delta desert dune eagle ember falcon feather fern field flint forest frost garden ginger glacier granite grove harbor hazel heath heron hollow honey island ivory jade juniper lagoon lake lantern laurel lemon lilac linen lotus maple marble marsh meadow mesa mint mist moss mountain oak ocean olive opal orchard otter pearl pebble pepper pine plain plum pond poppy prairie quarry quartz rain raven reed ridge river robin rose sage sand shore silver slate snow spruce stone stream summit sun thistle thunder timber tulip valley velvet violet walnut willow wind winter'.split(
    ' ',
  );
