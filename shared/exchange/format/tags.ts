// The meaning of HTML's tags for the text of a body.

/** Elements that stand on lines of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section table tbody tfoot thead tr ul'
  ).split(' '),
);

/** Elements whose content is no text of the body, or is read by other rules than ours. */
export const UNREAD: ReadonlySet<string> = new Set(
  (
    'head style script title template noscript svg math object applet select textarea button iframe noembed ' +
    'noframes xmp plaintext audio video canvas listing'
  ).split(' '),
);

/** Elements that may go when all of their text goes. */
export const REMOVABLE: ReadonlySet<string> = new Set('a p div li h1 h2 h3 h4 h5 h6'.split(' '));

/** Elements that only format, so that an element that holds them may go with them. */
export const FORMATTING: ReadonlySet<string> = new Set(
  'a b big code em font i o:p s small span strike strong sub sup tt u p div'.split(' '),
);

/** Elements without an end. */
export const VOID: ReadonlySet<string> = new Set(
  'area base basefont bgsound col embed frame input keygen link meta param source track wbr'.split(' '),
);

/** Units of the text that stand for what is no text. Exchange shows an address, a name or a line in their place. */
export const MARKS = { address: '\ue001', image: '\ue002', rule: '\ue003' } as const;
