namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>Group G11: tuples, structures, operators, constructors.</summary>
public static partial class Composites
{
    private const Derivatives Both = Modes.Both | Derivatives.Jacobian | Derivatives.Vjp;

    public struct P
    {
        public double X;
        public double Y;
    }

    public struct Inner
    {
        public double V;

        public void Scale(double factor) => V *= factor;
    }

    public struct Outer
    {
        public Inner In { get; set; }
    }

    public readonly record struct Vec(double X, double Y)
    {
        public double Len2 => X * X + Y * Y;

        public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

        public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y);

        public static double operator *(Vec a, Vec b) => a.X * b.X + a.Y * b.Y;
    }

    public readonly struct Complex
    {
        public Complex(double re, double im) => (Re, Im) = (re, im);

        public double Re { get; }

        public double Im { get; }

        public static Complex operator *(Complex a, Complex b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);
    }

    [Differentiable(Emit = Both), Entry("D01")]
    public static double D01(double x, double y)
    {
        (double, double) t = (x, y);
        return t.Item1 * t.Item2;
    }

    [Differentiable(Emit = Both), Entry("D01")]
    public static double D01AsParameter((double, double) t) => t.Item1 * t.Item2;

    [Differentiable(Emit = Both), Entry("D02")]
    public static double D02(double x)
    {
        var (a, b) = F(x);
        return a * b;

        static (double, double) F(double x) => (x * x, 3 * x);
    }

    [Differentiable(Emit = Both), Entry("D03")]
    public static double D03(P p) => p.X * p.Y + p.X;

    [Differentiable(Emit = Both), Entry("D05")]
    public static double D05(Outer o) => o.In.V * o.In.V * o.In.V;

    [Differentiable(Emit = Both), Entry("D07")]
    public static double D07(double x)
    {
        var s = new Inner { V = 2 };
        s.Scale(x);
        s.Scale(x);
        return s.V;
    }

    [Differentiable(Emit = Both), Entry("D08")]
    public static double D08(Vec a, Vec b) => (a + b) * (a - b);

    [Differentiable(Emit = Both), Entry("D10")]
    public static double D10(double x, double y) => new Vec(x, y * x).Len2;

    [Differentiable(Emit = Both), Entry("D11")]
    public static double D11(in Vec v) => v.X * v.X * v.Y;

    [Differentiable(Emit = Both), Entry("D13")]
    public static double D13(Complex a, Complex b) => (a * b).Re;

    [Differentiable(Emit = Both), Entry("D15")]
    public static double D15(double x)
    {
        double? y = x * x;
        return y ?? 10;
    }
}
