using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>
/// GradBench's ba: the errors of points projected by cameras with radial distortion, a camera being a rotation vector, a centre, a focal length, a
/// principal point and
/// two coefficients. Wanted is the sparse Jacobian: two rows of 15 entries and one of a single entry for each observation.
/// </summary>
public sealed partial class BundleAdjustment : Problem
{
    private const int CameraSize = 11, PointSize = 3, RowSize = CameraSize + PointSize + 1;

    private readonly string size;
    private readonly int cameraCount, pointCount, observations;
    private readonly double[] cameras, points, weights, features, errors, weightErrors, entries, byHand;

    public BundleAdjustment(string size)
    {
        this.size = size;
        var input = GradBench.Input("ba", size);
        cameraCount = input.GetProperty("n").GetInt32();
        pointCount = input.GetProperty("m").GetInt32();
        observations = input.GetProperty("p").GetInt32();
        cameras = Repeated(input.GetProperty("cam").Row(), cameraCount);
        points = Repeated(input.GetProperty("x").Row(), pointCount);
        weights = Repeated([input.GetProperty("w").GetDouble()], observations);
        features = Repeated(input.GetProperty("feat").Row(), observations);
        errors = new double[2 * observations];
        weightErrors = new double[observations];
        entries = new double[(2 * RowSize + 1) * observations];
        byHand = new double[entries.Length];
    }

    public static string[] Sizes => ["ba1", "ba5"];

    public override string Name => "ba " + size;

    public override double Limit => 3.5;

    [Differentiable(nameof(camera), nameof(point), nameof(weight))]
    public static void Reproject(
        ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, ReadOnlySpan<double> feature, Span<double> error)
    {
        Span<double> centred = stackalloc double[3], rotated = stackalloc double[3];
        for (int j = 0; j < 3; j++) centred[j] = point[j] - camera[3 + j];
        Rotate(camera.Slice(0, 3), centred, rotated);
        double x = rotated[0] / rotated[2], y = rotated[1] / rotated[2];
        double square = x * x + y * y;
        double distortion = 1 + camera[9] * square + camera[10] * square * square;
        error[0] = weight * (x * distortion * camera[6] + camera[7] - feature[0]);
        error[1] = weight * (y * distortion * camera[6] + camera[8] - feature[1]);
    }

    /// <summary>Rodrigues' formula.</summary>
    private static void Rotate(ReadOnlySpan<double> rotation, ReadOnlySpan<double> v, Span<double> result)
    {
        double square = rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2];
        if (square == 0)
        {
            result[0] = v[0] + rotation[1] * v[2] - rotation[2] * v[1];
            result[1] = v[1] + rotation[2] * v[0] - rotation[0] * v[2];
            result[2] = v[2] + rotation[0] * v[1] - rotation[1] * v[0];
            return;
        }

        double angle = Math.Sqrt(square), cosine = Math.Cos(angle), sine = Math.Sin(angle);
        double wx = rotation[0] / angle, wy = rotation[1] / angle, wz = rotation[2] / angle;
        double dot = (wx * v[0] + wy * v[1] + wz * v[2]) * (1 - cosine);
        result[0] = v[0] * cosine + (wy * v[2] - wz * v[1]) * sine + wx * dot;
        result[1] = v[1] * cosine + (wz * v[0] - wx * v[2]) * sine + wy * dot;
        result[2] = v[2] * cosine + (wx * v[1] - wy * v[0]) * sine + wz * dot;
    }

    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;

    public override double Primal()
    {
        for (int i = 0; i < observations; i++)
        {
            Reproject(Camera(i), Point(i), weights[i], features.AsSpan(2 * i, 2), errors.AsSpan(2 * i, 2));
            weightErrors[i] = WeightError(weights[i]);
        }

        return errors[0];
    }

    public override Way Exact => new(Emitted, () => entries);

    public override Way ByHand => new(AllByHand, () => byHand);

    protected override Func<double> Cpp =>
        () => Native.BundleAdjustment(cameraCount, pointCount, observations, cameras, points, weights, features, errors, weightErrors);

    protected override Way CppGradient => Into(
        new double[entries.Length],
        to => Native.BundleAdjustmentJacobian(cameraCount, pointCount, observations, cameras, points, weights, features, errors, weightErrors, to));

    public override Expected Expected
    {
        get
        {
            var output = GradBench.ExpectedOutput("ba", size);
            double[] values = output.GetProperty("jacobian").GetProperty("vals").Row();
            double value = output.GetProperty("objective").GetProperty("reproj_error").GetProperty("elements")[0].GetDouble();
            return new(value, values[..^1], values[^1..]);
        }
    }

    private double Emitted()
    {
        Span<double> byCamera = stackalloc double[2 * CameraSize], byPoint = stackalloc double[2 * PointSize], byWeight = stackalloc double[2];
        for (int i = 0; i < observations; i++)
        {
            ReprojectValueAndJacobian(
                Camera(i), Point(i), weights[i], features.AsSpan(2 * i, 2), errors.AsSpan(2 * i, 2), byCamera, byPoint, byWeight);
            for (int k = 0; k < 2; k++)
            {
                Span<double> row = entries.AsSpan((2 * i + k) * RowSize, RowSize);
                byCamera.Slice(k * CameraSize, CameraSize).CopyTo(row);
                byPoint.Slice(k * PointSize, PointSize).CopyTo(row.Slice(CameraSize));
                row[^1] = byWeight[k];
            }

            (weightErrors[i], entries[2 * RowSize * observations + i]) = WeightErrorValueAndGradient(weights[i]);
        }

        return errors[0];
    }

    private double AllByHand()
    {
        for (int i = 0; i < observations; i++)
        {
            BundleAdjustmentByHand.ErrorAndJacobian(
                Camera(i), Point(i), weights[i], features.AsSpan(2 * i, 2), errors.AsSpan(2 * i, 2), byHand.AsSpan(2 * i * RowSize, 2 * RowSize));
            weightErrors[i] = 1 - weights[i] * weights[i];
            byHand[2 * RowSize * observations + i] = -2 * weights[i];
        }

        return errors[0];
    }

    private ReadOnlySpan<double> Camera(int observation) => cameras.AsSpan(observation % cameraCount * CameraSize, CameraSize);

    private ReadOnlySpan<double> Point(int observation) => points.AsSpan(observation % pointCount * PointSize, PointSize);

    private static double[] Repeated(double[] given, int count) => [.. Enumerable.Repeat(given, count).SelectMany(numbers => numbers)];
}
