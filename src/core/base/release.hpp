// Memory that is needed no more. A container to which {} is assigned is empty but keeps its block for the next
// elements; these give it back.
#pragma once

namespace mulens {

template <typename... Values>
void release(Values&... values) {
    ((values = Values()), ...);
}

}  // namespace mulens
