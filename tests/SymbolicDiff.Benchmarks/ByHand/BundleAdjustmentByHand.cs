namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>Both rows of an observation's Jacobian from one set of shared terms.</summary>
internal static class BundleAdjustmentByHand
{
    /// <summary>What both rows need.</summary>
    private readonly ref struct Shared
    {
        public required double Vx { get; init; }

        public required double Vy { get; init; }

        public required double Vz { get; init; }

        public required double Wx { get; init; }

        public required double Wy { get; init; }

        public required double Wz { get; init; }

        public required double Cosine { get; init; }

        public required double Sine { get; init; }

        public required double Dot { get; init; }

        public required double Inverse { get; init; }
    }

    public static void ErrorAndJacobian(
        ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, ReadOnlySpan<double> feature, Span<double> error, Span<double> rows)
    {
        camera = camera.Slice(0, 11);
        double vx = point[0] - camera[3], vy = point[1] - camera[4], vz = point[2] - camera[5];
        double rx = camera[0], ry = camera[1], rz = camera[2];
        double square = rx * rx + ry * ry + rz * rz;
        Shared shared;
        double px, py, pz;
        if (square == 0)
        {
            (px, py, pz) = (vx + ry * vz - rz * vy, vy + rz * vx - rx * vz, vz + rx * vy - ry * vx);
            shared = new() { Vx = vx, Vy = vy, Vz = vz, Wx = rx, Wy = ry, Wz = rz, Cosine = 1, Sine = 1, Dot = 0, Inverse = 0 };
        }
        else
        {
            double angle = Math.Sqrt(square), cosine = Math.Cos(angle), sine = Math.Sin(angle);
            double wx = rx / angle, wy = ry / angle, wz = rz / angle;
            double inner = wx * vx + wy * vy + wz * vz, dot = inner * (1 - cosine);
            px = vx * cosine + (wy * vz - wz * vy) * sine + wx * dot;
            py = vy * cosine + (wz * vx - wx * vz) * sine + wy * dot;
            pz = vz * cosine + (wx * vy - wy * vx) * sine + wz * dot;
            shared = new() { Vx = vx, Vy = vy, Vz = vz, Wx = wx, Wy = wy, Wz = wz, Cosine = cosine, Sine = sine, Dot = inner, Inverse = 1 / angle };
        }

        double x = px / pz, y = py / pz, radius = x * x + y * y;
        double distortion = 1 + camera[9] * radius + camera[10] * radius * radius;
        double focal = camera[6];
        double first = x * distortion * focal + camera[7] - feature[0], second = y * distortion * focal + camera[8] - feature[1];
        error[0] = weight * first;
        error[1] = weight * second;

        double scale = weight * focal, slope = 2 * (camera[9] + 2 * camera[10] * radius) * scale, depth = 1 / pz;
        double along = scale * distortion, mixed = slope * x * y;
        Row(shared, (along + slope * x * x) * depth, mixed * depth, x, y, rows.Slice(0, 15));
        Row(shared, mixed * depth, (along + slope * y * y) * depth, x, y, rows.Slice(15, 15));
        Span<double> row = rows.Slice(0, 15), next = rows.Slice(15, 15);
        (row[6], row[7], row[8], row[14]) = (weight * x * distortion, weight, 0, first);
        (next[6], next[7], next[8], next[14]) = (weight * y * distortion, 0, weight, second);
        double byFirst = scale * radius;
        (row[9], row[10]) = (x * byFirst, x * byFirst * radius);
        (next[9], next[10]) = (y * byFirst, y * byFirst * radius);
    }

    /// <summary>The entries of rotation, centre and point, from the slopes along the projected coordinates.</summary>
    private static void Row(in Shared s, double gx, double gy, double x, double y, Span<double> row)
    {
        double gz = -(gx * x + gy * y);
        double inner = s.Wx * gx + s.Wy * gy + s.Wz * gz;
        double cx = s.Vy * gz - s.Vz * gy, cy = s.Vz * gx - s.Vx * gz, cz = s.Vx * gy - s.Vy * gx;
        double rest = s.Inverse == 0 ? 0 : 1 - s.Cosine;
        if (s.Inverse == 0) (row[0], row[1], row[2]) = (cx, cy, cz);
        else
        {
            double bx = s.Sine * cx + rest * (s.Dot * gx + inner * s.Vx), by = s.Sine * cy + rest * (s.Dot * gy + inner * s.Vy);
            double bz = s.Sine * cz + rest * (s.Dot * gz + inner * s.Vz);
            double cosineBar = gx * s.Vx + gy * s.Vy + gz * s.Vz - s.Dot * inner, sineBar = s.Wx * cx + s.Wy * cy + s.Wz * cz;
            double angleBar = s.Cosine * sineBar - s.Sine * cosineBar - (bx * s.Wx + by * s.Wy + bz * s.Wz) * s.Inverse;
            (row[0], row[1], row[2]) = (bx * s.Inverse + angleBar * s.Wx, by * s.Inverse + angleBar * s.Wy, bz * s.Inverse + angleBar * s.Wz);
        }

        double scale = inner * rest;
        double dx = gx * s.Cosine + (gy * s.Wz - gz * s.Wy) * s.Sine + s.Wx * scale;
        double dy = gy * s.Cosine + (gz * s.Wx - gx * s.Wz) * s.Sine + s.Wy * scale;
        double dz = gz * s.Cosine + (gx * s.Wy - gy * s.Wx) * s.Sine + s.Wz * scale;
        (row[3], row[4], row[5]) = (-dx, -dy, -dz);
        (row[11], row[12], row[13]) = (dx, dy, dz);
    }
}
