// The exponentials are kept where the gradient will be.
#include <algorithm>
#include <cmath>

extern "C" double lse(int n, const double* x)
{
    double max = *std::max_element(x, x + n), sum = 0;
    for (int i = 0; i < n; i++) sum += std::exp(x[i] - max);
    return max + std::log(sum);
}

extern "C" double lse_gradient(int n, const double* x, double* __restrict gradient)
{
    double max = *std::max_element(x, x + n), sum = 0;
    for (int i = 0; i < n; i++) sum += gradient[i] = std::exp(x[i] - max);
    double factor = 1 / sum;
    for (int i = 0; i < n; i++) gradient[i] *= factor;
    return max + std::log(sum);
}
