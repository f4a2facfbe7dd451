/** Says before a framework is touched whether it can calculate on a GPU of this computer. */
@NullMarked
package org.carbonaware.examples.cuda;

import org.jspecify.annotations.NullMarked;
