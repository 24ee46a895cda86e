"""The names by which children are spoken of. Trees, birds, herbs and stones: nothing that could be a child's own name
in this register, and nothing that hints at sex, faith, origin or harm.
"""

_LIST = """
Acorn Alder Almond Amber Anchor Apricot Arrow Aspen Aster Barley Basalt Beacon Beech Birch Blackbird Bluebell
Bracken Bramble Breeze Brook Bulrush Burdock Buttercup Cedar Cherry Chestnut Chicory Clover Cobalt Comet
Copper Coral Cormorant Cornflower Cowslip Cranberry Crocus Curlew Cypress Damson Dogwood Dove Dragonfly Dune
Dunlin Elder Elm Fennel Fern Finch Fir Firefly Flint Foxglove Gannet Garnet Goldfinch Gorse Granite Grebe
Hawthorn Heron Hickory Hornbeam Indigo Jackdaw Juniper Kestrel Kingfisher Lagoon Lapwing Larch Lavender Lichen
Lime Linnet Lupin Magpie Mallow Maple Marigold Marjoram Martin Meadow Merlin Mica Mistletoe Moss Mulberry
Nettle Nightjar Nutmeg Oak Oat Obsidian Onyx Opal Orchard Osprey Otter Pebble Peppermint Petrel Pine Pipit
Plover Plum Poplar Primrose Puffin Quartz Quince Redwing Reed Ripple Rowan Rush Saffron Sandpiper Sapphire
Sedge Shale Skylark Slate Snowdrop Sorrel Sparrow Spruce Starling Swallow Swift Sycamore Tamarind Tansy Teal
Thistle Thrush Thyme Topaz Turnstone Valerian Verbena Walnut Warbler Waxwing Wheatear Whinchat Willow Wren
Yarrow Yew
"""
WORDS = tuple(_LIST.split())
