/**
 * Carbon intensity from a file or an address that the user names, for clusters without Internet.
 */
@NullMarked
package org.carbonaware.grid.document;

import org.jspecify.annotations.NullMarked;
