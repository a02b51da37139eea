// Derived by hand: each point's shares weight the gradients of its components.
#include <algorithm>
#include <cmath>
#include <vector>

namespace {

constexpr double LogOfTwoPi = 1.8378770664093453;

double log_gamma(double a, int d)
{
    double sum = 0.25 * d * (d - 1) * std::log(M_PI);
    for (int j = 1; j <= d; j++) sum += std::lgamma(a + 0.5 * (1 - j));
    return sum;
}

double log_sum_exp(int n, const double* v, double* shares)
{
    double max = *std::max_element(v, v + n), sum = 0;
    for (int i = 0; i < n; i++) sum += shares[i] = std::exp(v[i] - max);
    for (int i = 0; i < n; i++) shares[i] /= sum;
    return max + std::log(sum);
}

void prepare(int K, int d, const double* q, double* diagonal, double* sums)
{
    for (int k = 0; k < K; k++) {
        sums[k] = 0;
        for (int j = 0; j < d; j++) {
            diagonal[k * d + j] = std::exp(q[k * d + j]);
            sums[k] += q[k * d + j];
        }
    }
}

double transform(int d, const double* x, const double* mu, const double* diagonal, const double* l, double* __restrict centred, double* __restrict t)
{
    for (int j = 0; j < d; j++) {
        centred[j] = x[j] - mu[j];
        t[j] = diagonal[j] * centred[j];
    }
    for (int column = 0; column < d; column++)
        for (int row = column + 1; row < d; row++) t[row] += *l++ * centred[column];
    double sum = 0;
    for (int j = 0; j < d; j++) sum += t[j] * t[j];
    return sum;
}

double prior(int K, int d, const double* diagonal, const double* sums, const double* l, double gamma, int m)
{
    int n = d + m + 1, triangle = d * (d - 1) / 2;
    double constant = n * d * std::log(gamma / std::sqrt(2.0)) - log_gamma(0.5 * n, d), sum = 0;
    for (int k = 0; k < K; k++) {
        double frobenius = 0;
        for (int j = 0; j < d; j++) frobenius += diagonal[k * d + j] * diagonal[k * d + j];
        for (int j = 0; j < triangle; j++) frobenius += l[k * triangle + j] * l[k * triangle + j];
        sum += 0.5 * gamma * gamma * frobenius - m * sums[k];
    }
    return K * constant - sum;
}

}

extern "C" double gmm(
    int K, int d, int n, const double* alpha, const double* mu, const double* q, const double* l, const double* x, double gamma, int m)
{
    int triangle = d * (d - 1) / 2;
    std::vector<double> diagonal(K * d), sums(K), beta(K), shares(K), centred(d), t(d);
    prepare(K, d, q, diagonal.data(), sums.data());
    double total = 0;
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < K; k++)
            beta[k] = alpha[k] + sums[k]
                - 0.5 * transform(d, x + i * d, mu + k * d, &diagonal[k * d], l + k * triangle, centred.data(), t.data());
        total += log_sum_exp(K, beta.data(), shares.data());
    }
    return -n * d * 0.5 * LogOfTwoPi + total - n * log_sum_exp(K, alpha, shares.data()) + prior(K, d, diagonal.data(), sums.data(), l, gamma, m);
}

extern "C" double gmm_gradient(
    int K, int d, int n, const double* alpha, const double* mu, const double* q, const double* l, const double* x, double gamma, int m,
    double* __restrict alpha_bar, double* __restrict mu_bar, double* __restrict q_bar, double* __restrict l_bar)
{
    int triangle = d * (d - 1) / 2;
    std::vector<double> diagonal(K * d), sums(K), beta(K), shares(K), centred(K * d), t(K * d), centred_bar(d);
    prepare(K, d, q, diagonal.data(), sums.data());
    std::fill(alpha_bar, alpha_bar + K, 0);
    std::fill(mu_bar, mu_bar + K * d, 0);
    std::fill(q_bar, q_bar + K * d, 0);
    std::fill(l_bar, l_bar + K * triangle, 0);
    double total = 0;
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < K; k++)
            beta[k] = alpha[k] + sums[k]
                - 0.5 * transform(d, x + i * d, mu + k * d, &diagonal[k * d], l + k * triangle, &centred[k * d], &t[k * d]);
        total += log_sum_exp(K, beta.data(), shares.data());
        for (int k = 0; k < K; k++) {
            const double* c = &centred[k * d];
            double* __restrict t_bar = &t[k * d];
            double* __restrict below = l_bar + k * triangle;
            const double* lower = l + k * triangle;
            alpha_bar[k] += shares[k];
            for (int j = 0; j < d; j++) {
                t_bar[j] *= -shares[k];
                q_bar[k * d + j] += t_bar[j] * c[j];
                centred_bar[j] = t_bar[j] * diagonal[k * d + j];
            }
            for (int column = 0; column < d; column++) {
                double sum = 0;
                for (int row = column + 1; row < d; row++) {
                    *below++ += t_bar[row] * c[column];
                    sum += t_bar[row] * *lower++;
                }
                centred_bar[column] += sum;
            }
            for (int j = 0; j < d; j++) mu_bar[k * d + j] -= centred_bar[j];
        }
    }
    for (int k = 0; k < K; k++) {
        for (int j = 0; j < d; j++) {
            double value = diagonal[k * d + j];
            q_bar[k * d + j] = alpha_bar[k] + m + (q_bar[k * d + j] - gamma * gamma * value) * value;
        }
        for (int j = 0; j < triangle; j++) l_bar[k * triangle + j] -= gamma * gamma * l[k * triangle + j];
    }
    double log = log_sum_exp(K, alpha, shares.data());
    for (int k = 0; k < K; k++) alpha_bar[k] -= n * shares[k];
    return -n * d * 0.5 * LogOfTwoPi + total - n * log + prior(K, d, diagonal.data(), sums.data(), l, gamma, m);
}
