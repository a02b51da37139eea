// The mean loss over samples, each undone right after it has been evaluated.
#include <algorithm>
#include <cmath>

namespace {

void affine(int rows, int columns, const double* w, const double* b, const double* x, double* z)
{
    for (int j = 0; j < rows; j++) {
        double s = b[j];
        for (int i = 0; i < columns; i++) s += w[j * columns + i] * x[i];
        z[j] = s;
    }
}

void affine_reverse(
    int rows, int columns, const double* w, const double* x, const double* z_bar, double* __restrict w_bar, double* __restrict b_bar,
    double* __restrict x_bar)
{
    if (x_bar) std::fill(x_bar, x_bar + columns, 0);
    for (int j = 0; j < rows; j++) {
        double bar = z_bar[j];
        b_bar[j] += bar;
        for (int i = 0; i < columns; i++) w_bar[j * columns + i] += bar * x[i];
        if (x_bar)
            for (int i = 0; i < columns; i++) x_bar[i] += bar * w[j * columns + i];
    }
}

struct Layers {
    double h1[128], h2[64], z[10], sum;

    double loss(const double* const* w, const double* const* b, const double* x, int label)
    {
        affine(128, 784, w[0], b[0], x, h1);
        for (double& t : h1) t = std::tanh(t);
        affine(64, 128, w[1], b[1], h1, h2);
        for (double& t : h2) t = std::tanh(t);
        affine(10, 64, w[2], b[2], h2, z);
        sum = 0;
        for (double t : z) sum += std::exp(t);
        return std::log(sum) - z[label];
    }
};

}

extern "C" double network(
    int samples, const double* w1, const double* b1, const double* w2, const double* b2, const double* w3, const double* b3, const double* x,
    const int* labels)
{
    const double* w[] = {w1, w2, w3};
    const double* b[] = {b1, b2, b3};
    Layers layers;
    double sum = 0;
    for (int i = 0; i < samples; i++) sum += layers.loss(w, b, x + i * 784, labels[i]);
    return sum / samples;
}

extern "C" double network_gradient(
    int samples, const double* w1, const double* b1, const double* w2, const double* b2, const double* w3, const double* b3, const double* x,
    const int* labels, double* w1_bar, double* b1_bar, double* w2_bar, double* b2_bar, double* w3_bar, double* b3_bar)
{
    const double* w[] = {w1, w2, w3};
    const double* b[] = {b1, b2, b3};
    std::fill(w1_bar, w1_bar + 128 * 784, 0), std::fill(b1_bar, b1_bar + 128, 0), std::fill(w2_bar, w2_bar + 64 * 128, 0);
    std::fill(b2_bar, b2_bar + 64, 0), std::fill(w3_bar, w3_bar + 640, 0), std::fill(b3_bar, b3_bar + 10, 0);
    Layers layers;
    double sum = 0, z_bar[10], h1_bar[128], h2_bar[64];
    for (int i = 0; i < samples; i++) {
        sum += layers.loss(w, b, x + i * 784, labels[i]);
        for (int j = 0; j < 10; j++) z_bar[j] = (std::exp(layers.z[j]) / layers.sum - (j == labels[i])) / samples;
        affine_reverse(10, 64, w3, layers.h2, z_bar, w3_bar, b3_bar, h2_bar);
        for (int j = 0; j < 64; j++) h2_bar[j] *= 1 - layers.h2[j] * layers.h2[j];
        affine_reverse(64, 128, w2, layers.h1, h2_bar, w2_bar, b2_bar, h1_bar);
        for (int j = 0; j < 128; j++) h1_bar[j] *= 1 - layers.h1[j] * layers.h1[j];
        affine_reverse(128, 784, w1, x + i * 784, h1_bar, w1_bar, b1_bar, nullptr);
    }
    return sum / samples;
}
