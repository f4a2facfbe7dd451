package org.carbonaware.djl;

import org.carbonaware.control.tck.LeavingTheProcessContract;

class LeavingTheProcessTest extends LeavingTheProcessContract {
  @Override
  protected Class<?> child() {
    return DjlChild.class;
  }
}
