/** A stream per direction, kept open; one OfferFrame per change. */
export const OFFER_PROTOCOL = '/sov/offer/1'
