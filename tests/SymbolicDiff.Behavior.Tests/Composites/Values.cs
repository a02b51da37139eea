namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Tuples and structures as parameters.</summary>
public static partial class Values
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian
        | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3")]
    [Point("-0.5 0.25 4")]
    public static double Norm(Vec3 v) => Math.Sqrt(v.X * v.X + v.Y * v.Y + v.Z * v.Z);

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", "4 5 6", 0.5)]
    public static double Mixed(Vec3 a, Vec3 b, double t) => (a + t * b).Dot(b) * a.Length;

    [Differentiable(Emit = OfReal)]
    [Point("1 2")]
    public static double Pair((double a, double b) p) => p.a * Math.Exp(p.b);

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", 2.0)]
    public static double Nested(((double, double) First, double Second) p, double y) => p.First.Item1 * p.First.Item2 + p.Second * y * p.First.Item2;

    [Differentiable(Emit = OfReal)]
    [Point("1.5 0.5 3", 2.0)]
    public static double Density(Gauss g, double x)
    {
        double z = (x - g.Mean) / g.Deviation;
        return g.Count * Math.Exp(-0.5 * z * z) / g.Deviation;
    }

    [Differentiable(Emit = OfReal)]
    [Point("2 3", "1 2 3", "1 4 9")]
    public static double Residuals(in Line line, double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = line.At(x[i]) - y[i];
            sum += r * r;
        }

        return sum;
    }

    /// <summary>The composite is a constant, and is handed on whole to the form that fills the buffers.</summary>
    [Differentiable(nameof(x), Emit = OfReal)]
    [Point("2 3", "0.5 1", "1 2 3")]
    public static double ConstantLine(in Line line, (double a, double b) scale, double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += scale.a * line.At(x[i]) * x[i] * scale.b;
        return sum;
    }

    [Differentiable(nameof(line), Emit = OfReal)]
    [Point("2 3", "1 2 3", "1 4 9")]
    public static double Fit(Line line, double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = line.At(x[i]) - y[i];
            sum += r * r;
        }

        return sum;
    }

    [Differentiable(nameof(x), Emit = OfReal)]
    [Point("2 3", 0.5)]
    public static double Constant(Line line, double x) => line.At(x) * x;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3 4 5 7 0.5")]
    public static double Energy(Segment s) => s.Weight * (s.From + -1.0 * s.To).Length;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3|0.5", "0.1 0.2 0.3")]
    public static double Affinely(Affine model, double[] x)
    {
        double h = model.B;
        for (int i = 0; i < x.Length; i++) h += model.W[i] * x[i];
        return Math.Tanh(h);
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", 0.5)]
    public static double Changed(Vec3 v, double t)
    {
        v.X *= t;
        v.Scale(v.X);
        Vec3 w = v with { Y = t };
        return v.Dot(w) + w.Length;
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp)]
    [Point("1 2 3", 0.5)]
    public static Vec3 Turned(Vec3 v, double angle)
    {
        double c = Math.Cos(angle), s = Math.Sin(angle);
        return new Vec3(c * v.X - s * v.Y, s * v.X + c * v.Y, v.Z);
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp)]
    [Point("1 2 3", "3 2 1")]
    public static (Vec3 Sum, double Dot) Both(Vec3 a, double[] b) => (a + new Vec3(b[0], b[1], b[2]), a.Dot(new Vec3(b[0], b[1], b[2])));

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp)]
    [Point("1 2 5", 3)]
    public static Gauss Wider(Gauss g, double factor) => g with { Deviation = g.Deviation * factor, Count = 7 };

    [Differentiable(Emit = OfReal)]
    [Point(0.5, 2.0)]
    public static double Constructed(double a, double b)
    {
        var chained = new Chained(a);
        var started = new Started(b) { Third = a * b };
        var shifted = new Shifted(a, b);
        return chained.First * chained.Second + started.First * started.Second * started.Third + shifted.Sum * shifted[1];
    }
}

/// <summary>One constructor calls another.</summary>
public struct Chained
{
    public double First, Second;

    public Chained(double first, double second) => (First, Second) = (first, second * second);

    public Chained(double both)
        : this(both, 3 * both) => First *= 2;
}

/// <summary>Initialisers run before the constructor's body.</summary>
public struct Started
{
    public double First = 3, Second;
    public double Third = 5;

    public Started(double second) => Second = second * First;
}

/// <summary>Initialisers see the parameters of a primary constructor.</summary>
public record struct Shifted(double A, double B)
{
    public double Sum { get; init; } = A + 2 * B;

    public readonly double this[int index] => index == 0 ? A : B * Sum;
}
