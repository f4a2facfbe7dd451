/** Files as this library keeps them: its owner's alone, and on the disk when it says so. */
@NullMarked
package org.carbonaware.files;

import org.jspecify.annotations.NullMarked;
