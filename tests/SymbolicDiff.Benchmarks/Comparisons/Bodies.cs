namespace SymbolicDiff.Benchmarks.Comparisons;

/// <summary>The potential of bodies in space, written with vectors and operators, beside the same with their components.</summary>
public sealed partial class Bodies : Comparison
{
    private readonly double[] x = Numbers(3 * 64, 9);
    private readonly double[] emitted = new double[3 * 64];
    private readonly double[] plain = new double[3 * 64];

    public override string Name => "structures: potential";

    public readonly record struct Vector(double X, double Y, double Z)
    {
        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

        public static Vector operator *(double s, Vector a) => new(s * a.X, s * a.Y, s * a.Z);

        public double Dot(Vector other) => X * other.X + Y * other.Y + Z * other.Z;
    }

    [Differentiable]
    public static double OfVectors(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length / 3; i++)
        {
            var a = new Vector(x[3 * i], x[3 * i + 1], x[3 * i + 2]);
            for (int j = 0; j < i; j++)
            {
                Vector distance = 0.5 * (a - new Vector(x[3 * j], x[3 * j + 1], x[3 * j + 2]));
                sum += 1 / Math.Sqrt(distance.Dot(distance) + 0.01);
            }
        }

        return sum;
    }

    [Differentiable]
    public static double OfComponents(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length / 3; i++)
        {
            double ax = x[3 * i], ay = x[3 * i + 1], az = x[3 * i + 2];
            for (int j = 0; j < i; j++)
            {
                double dx = 0.5 * (ax - x[3 * j]), dy = 0.5 * (ay - x[3 * j + 1]), dz = 0.5 * (az - x[3 * j + 2]);
                sum += 1 / Math.Sqrt(dx * dx + dy * dy + dz * dz + 0.01);
            }
        }

        return sum;
    }

    public override double Primal() => OfVectors(x);

    public override double PlainPrimal() => OfComponents(x);

    public override double Emitted() => OfVectorsValueAndGradient(x, emitted);

    public override double Plain() => OfComponentsValueAndGradient(x, plain);

    public override (double[] Emitted, double[] Plain) Gradients() => (emitted, plain);
}
