// Both rows of an observation from the shared rotation; a row from the slopes along the projected coordinates.
#include <cmath>
#include <cstddef>

namespace {

struct Vector {
    double x, y, z;
};

Vector operator*(double s, Vector a) { return {s * a.x, s * a.y, s * a.z}; }
Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Vector cross(Vector a, Vector b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }

struct Rotation {
    Vector axis;
    double angle, cosine, sine;

    explicit Rotation(const double* r) : axis{r[0], r[1], r[2]}, angle(std::sqrt(dot(axis, axis))), cosine(1), sine(1)
    {
        if (angle == 0) return;
        axis = (1 / angle) * axis;
        cosine = std::cos(angle);
        sine = std::sin(angle);
    }

    Vector operator()(Vector v) const { return cosine * v + sine * cross(axis, v) + (1 - cosine) * dot(axis, v) * axis; }
    Vector transposed(Vector g) const { return cosine * g + sine * cross(g, axis) + (1 - cosine) * dot(axis, g) * axis; }

    Vector adjoint(Vector v, Vector g) const
    {
        Vector c = cross(v, g);
        if (angle == 0) return c;
        double along = dot(axis, v), inner = dot(axis, g);
        Vector bar = sine * c + (1 - cosine) * (along * g + inner * v);
        double slope = cosine * dot(axis, c) - sine * (dot(g, v) - along * inner);
        return (1 / angle) * bar + (slope - dot(bar, axis) / angle) * axis;
    }
};

void project(const double* cam, const double* point, double w, const double* feature, double* error)
{
    Vector p = Rotation(cam)({point[0] - cam[3], point[1] - cam[4], point[2] - cam[5]});
    double x = p.x / p.z, y = p.y / p.z, radius = x * x + y * y, distortion = 1 + cam[9] * radius + cam[10] * radius * radius;
    error[0] = w * (x * distortion * cam[6] + cam[7] - feature[0]);
    error[1] = w * (y * distortion * cam[6] + cam[8] - feature[1]);
}

void row(const Rotation& rotation, Vector v, double gx, double gy, double x, double y, double* row)
{
    Vector g{gx, gy, -(gx * x + gy * y)}, by_rotation = rotation.adjoint(v, g), by_point = rotation.transposed(g);
    row[0] = by_rotation.x, row[1] = by_rotation.y, row[2] = by_rotation.z;
    row[3] = -by_point.x, row[4] = -by_point.y, row[5] = -by_point.z;
    row[11] = by_point.x, row[12] = by_point.y, row[13] = by_point.z;
}

void project_jacobian(const double* cam, const double* point, double w, const double* feature, double* __restrict error, double* __restrict rows)
{
    Rotation rotation(cam);
    Vector v{point[0] - cam[3], point[1] - cam[4], point[2] - cam[5]}, p = rotation(v);
    double depth = 1 / p.z, x = p.x * depth, y = p.y * depth, radius = x * x + y * y, distortion = 1 + cam[9] * radius + cam[10] * radius * radius;
    double first = x * distortion * cam[6] + cam[7] - feature[0], second = y * distortion * cam[6] + cam[8] - feature[1], scale = w * cam[6];
    error[0] = w * first;
    error[1] = w * second;
    double slope = 2 * (cam[9] + 2 * cam[10] * radius) * scale, mixed = slope * x * y;
    row(rotation, v, (scale * distortion + slope * x * x) * depth, mixed * depth, x, y, rows);
    row(rotation, v, mixed * depth, (scale * distortion + slope * y * y) * depth, x, y, rows + 15);
    rows[6] = w * x * distortion, rows[7] = w, rows[8] = 0, rows[9] = x * scale * radius, rows[10] = rows[9] * radius, rows[14] = first;
    rows += 15;
    rows[6] = w * y * distortion, rows[7] = 0, rows[8] = w, rows[9] = y * scale * radius, rows[10] = rows[9] * radius, rows[14] = second;
}

}

extern "C" double ba(
    int n, int m, int p, const double* cams, const double* points, const double* weights, const double* features, double* errors,
    double* weight_errors)
{
    for (int i = 0; i < p; i++) {
        project(cams + i % n * 11, points + i % m * 3, weights[i], features + 2 * i, errors + 2 * i);
        weight_errors[i] = 1 - weights[i] * weights[i];
    }
    return errors[0];
}

extern "C" double ba_jacobian(
    int n, int m, int p, const double* cams, const double* points, const double* weights, const double* features, double* errors,
    double* weight_errors, double* entries)
{
    for (int i = 0; i < p; i++) {
        project_jacobian(cams + i % n * 11, points + i % m * 3, weights[i], features + 2 * i, errors + 2 * i, entries + (size_t)30 * i);
        weight_errors[i] = 1 - weights[i] * weights[i];
        entries[(size_t)30 * p + i] = -2 * weights[i];
    }
    return errors[0];
}
