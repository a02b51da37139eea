// The gradient and the count of points of each centroid: the Hessian's diagonal is twice the count.
#include <algorithm>
#include <limits>
#include <vector>

namespace {

int nearest_of(int d, int k, const double* point, const double* centroids, double& distance)
{
    int nearest = -1;
    distance = std::numeric_limits<double>::infinity();
    for (int c = 0; c < k; c++) {
        double sum = 0;
        for (int j = 0; j < d; j++) sum += (point[j] - centroids[c * d + j]) * (point[j] - centroids[c * d + j]);
        if (sum < distance) {
            distance = sum;
            nearest = c;
        }
    }
    return nearest;
}

}

extern "C" double kmeans(int d, int n, int k, const double* points, const double* centroids)
{
    double cost = 0, distance;
    for (int i = 0; i < n; i++) {
        nearest_of(d, k, points + i * d, centroids, distance);
        cost += distance;
    }
    return cost;
}

extern "C" double kmeans_direction(int d, int n, int k, const double* points, const double* centroids, double* __restrict direction)
{
    std::vector<double> counts(k);
    std::fill(direction, direction + k * d, 0);
    double cost = 0, distance;
    for (int i = 0; i < n; i++) {
        int nearest = nearest_of(d, k, points + i * d, centroids, distance);
        cost += distance;
        if (nearest < 0) continue;
        for (int j = 0; j < d; j++) direction[nearest * d + j] -= 2 * (points[i * d + j] - centroids[nearest * d + j]);
        counts[nearest]++;
    }
    for (int c = 0; c < k; c++)
        for (int j = 0; j < d; j++) direction[c * d + j] /= 2 * counts[c];
    return cost;
}
