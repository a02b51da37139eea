// Derived by hand: the small problems.
#include <algorithm>
#include <cmath>
#include <vector>

extern "C" double exp_of_sin(int n, const double* x)
{
    double sum = 0;
    for (int i = 0; i < n; i++) sum += std::exp(std::sin(x[i] * x[i]));
    return sum;
}

extern "C" double exp_of_sin_gradient(int n, const double* x, double* __restrict gradient)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double square = x[i] * x[i], value = std::exp(std::sin(square));
        gradient[i] = value * std::cos(square) * 2 * x[i];
        sum += value;
    }
    return sum;
}

extern "C" double logistic(int n, const double* w, double b, const double* x, double y)
{
    double h = b;
    for (int i = 0; i < n; i++) h += w[i] * x[i];
    double p = 1 / (1 + std::exp(-h));
    return -(y * std::log(p) + (1 - y) * std::log(1 - p));
}

extern "C" double logistic_gradient(int n, const double* w, double b, const double* x, double y, double* __restrict gradient)
{
    double h = b;
    for (int i = 0; i < n; i++) h += w[i] * x[i];
    double p = 1 / (1 + std::exp(-h)), slope = p - y;
    for (int i = 0; i < n; i++) gradient[i] = slope * x[i];
    gradient[n] = slope;
    return -(y * std::log(p) + (1 - y) * std::log(1 - p));
}

extern "C" double rosenbrock(int n, const double* x)
{
    double sum = 0;
    for (int i = 0; i < n - 1; i++) {
        double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100 * b * b;
    }
    return sum;
}

extern "C" double rosenbrock_gradient(int n, const double* x, double* __restrict gradient)
{
    double sum = 0, carried = 0;
    for (int i = 0; i < n - 1; i++) {
        double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
        sum += a * a + 100 * b * b;
        gradient[i] = carried - (2 * a + 400 * b * x[i]);
        carried = 200 * b;
    }
    if (n > 0) gradient[n - 1] = carried;
    return sum;
}

namespace {

double minor_of(int n, const double* a, int row, int used)
{
    if (row == n) return 1;
    double sum = 0, sign = 1;
    for (int j = 0; j < n; j++) {
        if (used & 1 << j) continue;
        sum += sign * a[row * n + j] * minor_of(n, a, row + 1, used | 1 << j);
        sign = -sign;
    }
    return sum;
}

double minor_gradient(int n, const double* a, int row, int used, double bar, double* a_bar)
{
    if (row == n) return 1;
    double sum = 0, sign = 1;
    for (int j = 0; j < n; j++) {
        if (used & 1 << j) continue;
        double factor = sign * a[row * n + j], minor = minor_gradient(n, a, row + 1, used | 1 << j, bar * factor, a_bar);
        sum += factor * minor;
        a_bar[row * n + j] += bar * sign * minor;
        sign = -sign;
    }
    return sum;
}

}

extern "C" double determinant(int n, const double* a) { return minor_of(n, a, 0, 0); }

extern "C" double determinant_gradient(int n, const double* a, double* gradient)
{
    std::fill(gradient, gradient + n * n, 0);
    return minor_gradient(n, a, 0, 0, 1, gradient);
}

extern "C" double least_squares(int terms, int n, const double* c, const double* x, const double* y)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double value = 0, power = 1;
        for (int j = 0; j < terms; j++) {
            value += c[j] * power;
            power *= x[i];
        }
        sum += (value - y[i]) * (value - y[i]);
    }
    return sum;
}

extern "C" double least_squares_gradient(int terms, int n, const double* c, const double* x, const double* y, double* __restrict gradient)
{
    std::vector<double> powers(terms);
    std::fill(gradient, gradient + terms, 0);
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double value = 0, power = 1;
        for (int j = 0; j < terms; j++) {
            powers[j] = power;
            value += c[j] * power;
            power *= x[i];
        }
        double residual = value - y[i];
        sum += residual * residual;
        for (int j = 0; j < terms; j++) gradient[j] += 2 * residual * powers[j];
    }
    return sum;
}
