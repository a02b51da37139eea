namespace SymbolicDiff.Generators.Tests.Lowering;

public class CallTests
{
    [Theory]
    [InlineData("public static double F(double x, double y) => Add(Product(x, y), y); static double Product(double a, double b) => a * b; static double Add(double a, double b) { return a + b; }")]
    [InlineData("public static double F(double x, double y) { Update(ref x, y); Update(ref x, x); return x; } static void Update(ref double a, in double b) { a += b; a *= b; }")]
    [InlineData("public static double F(double x, double y) { Split(x * y, out var a, out double b, out _); return a - b; } static void Split(double v, out double a, out double b, out int c) { a = v / 2; b = a * v; c = 1; }")]
    [InlineData("public static double F(double x, double y) { double[] t = [x, y, 1]; for (int k = 0; k < 3; k++) Set(ref t[k], x); return t[0] + t[2]; } static void Set(ref double e, double x) { e *= x; }")]
    [InlineData("public static double F(double x, double y) => Power(n: 3, v: x) + Power(y) + Sum(x, y, 1) + Sum(); static double Power(double v, int n = 2) { double r = 1; while (n-- > 0) r *= v; return r; } static double Sum(params double[] a) { double s = 0; foreach (var v in a) s += v; return s; }")]
    [InlineData("public static double F(double x, double y) => Early(x) * Early(y) + Early(Early(x)); static double Early(double v) { if (v < 0) return -v; for (int i = 0; i < 4; i++) { v *= 2; if (v > 5) return v; } return v; }")]
    [InlineData("public static double F(double x, double y) { double Local(double v) { x += 1; return v * x + y; } return Local(x) + Local(y) + x; }")]
    [InlineData("public static double F(double x, double y) { double[] buffer = new double[2]; Action<double> put = v => { buffer[0] += v; y++; }; put(x); put(y); return buffer[0] * y; }")]
    [InlineData("public static double F(double x, double y) { Func<double, double> f = t => t * x; Func<double, double> g = Math.Sin; Func<double, double> h = Square; return f(y) + g(x) + h(y); } static double Square(double v) => v * v;")]
    [InlineData("public static double F(double x, double y) => Integrate(t => t * x + y, 0, 1, 10); static double Integrate(Func<double, double> f, double a, double b, int n) { double s = 0, h = (b - a) / n; for (int i = 0; i < n; i++) s += f(a + (i + 0.5) * h) * h; return s; }")]
    [InlineData("public static double F(double x, double y) { int i = 0; return Two(Next(ref i) * x, Next(ref i) * y) + i; } static int Next(ref int i) => ++i; static double Two(double a, double b) => a - 2 * b + a;")]
    [InlineData("public static double F(double x, double y) => Square<double>(x) + Pick(y, x); static T Square<T>(T v) where T : System.Numerics.INumber<T> => v; static T Pick<T>(T a, T b) => a;")]
    [InlineData("public static double F(double x, double y) { Log(x); Console.Error.WriteLine($\"{x:F3} {{braces}} \\\"quoted\\\" {y,5}\"); return x * x; } static void Log(double v) { if (v > 1e9) Console.WriteLine(v); }")]
    [InlineData("public static double F(double x, double y) { var (p, q) = Pair(x, y); var t = Pair(q, p); return p * q - t.Item1; } static (double, double) Pair(double a, double b) => (a + b, a * b);")]
    [InlineData("public static double F(double x, double y) { double r = 0; for (int i = 0; i < 3; i++) { S s; s.v = x * (i + 1); s.w = y; r += s.v * s.w; } return r; } struct S { public double v, w; }")]
    [InlineData("public static double F(double x, double y) { var v = new V(x, y) + new V(y, 1) * 2; return v.Dot(v) + v.Norm; } readonly record struct V(double A, double B) { public double Norm => Math.Sqrt(Dot(this)); public double Dot(V o) => A * o.A + B * o.B; public static V operator +(V l, V r) => new(l.A + r.A, l.B + r.B); public static V operator *(V l, double s) => new V(l.A * s, l.B * s); }")]
    [InlineData("public static double F(double x, double y) { var b = new Box { V = x }; b.Scale(y); var c = b; c.Scale(2); return b.V + c.Value; } struct Box { public double V; public void Scale(double s) { V *= s; } public double Value => V * V + 1; }")]
    [InlineData("public static double F(double x, double y) => Check(x) * y; static double Check(double v) { if (v > 1.9) throw new ArgumentOutOfRangeException(nameof(v), $\"too large: {v}\"); return v; }")]
    [InlineData("public static double F(double x, double y) { Span<double> s = new double[] { x, y }; Half(s); return s[0] + Total(s); } static void Half(Span<double> s) { for (int i = 0; i < s.Length; i++) s[i] /= 2; } static double Total(ReadOnlySpan<double> s) { double t = 0; foreach (double v in s) t += v; return t; }")]
    [InlineData("public static double F(double x, double y) { static double Twice(double v) => v + v; double Outer(double v) { double Inner(double u) => u * x; return Inner(v) + Twice(v); } return Outer(y); }")]
    [InlineData("public static double F(double x, double y) => Conditional(x > y ? x : y, x) + (Trace(x) ? 1 : 2); static double Conditional(double a, double b) => a > 1 ? b * a : b; static bool Trace(double v) { double w = v * 2; return w > 3; }")]
    [InlineData("public static double F(double x, double y) { double s = 0; int k = 3; while (Step(ref k)) s += k * x; return s; } static bool Step(ref int k) { k--; return k >= 0; }")]
    [InlineData("public static double F(double x, double y) => Total(x, y, 1) + Total(); static double Total(params ReadOnlySpan<double> a) { double t = 0; foreach (double v in a) t += v * v; return t; }")]
    [InlineData("public static double F(double x, double y) { int n = 3; void Less() => n--; Func<double> f = () => { double s = 0; for (int i = 0; i < n; i++) { Less(); s += x; } return s; }; return f() * y + n; }")]
    [InlineData("public static double F(double x, double y) => Twice(x) * Twice<float>(2f) + y; static T Twice<T>(T v) where T : System.Numerics.IFloatingPoint<T> { T s = v + v; for (int i = 0; i < 2; i++) s *= v; return s; }")]
    public void Inlined(string members) => Lowered.Check(members, [2.0, 3.0], [-1.5, 0.25], [1.0, 1.0]);

    [Theory]
    [InlineData("private double scale = 3; private readonly double[] weights = [1, 2, 3]; public double Rate { get; set; } = 0.5; public double F(double x) { double s = scale * x; for (int i = 0; i < weights.Length; i++) s += weights[i] * Rate; return Helper(s) + this.scale; } private double Helper(double v) => v * scale;")]
    [InlineData("private static readonly double Bias = 0.5; private const double Two = 2; private int count; public double F(double x) { count++; count += 2; return x * Bias * Two + count; }")]
    [InlineData("private readonly System.Collections.Generic.List<int> order = [2, 0, 1]; public double F(double x) { double s = 0; for (int i = 0; i < order.Count; i++) s += x * order[i]; order.Add(3); return s * order.Count; }")]
    public void Instances(string members) => Lowered.CheckInstance(members, [2.0], [-1.0]);

    [Fact]
    public void MutableFieldsAreReadWhereTheyStand() => Lowered.CheckInstance(
        "private double k = 2; private double Next() { k *= 3; return k; } public double F(double x) => k * x + Next() + k;", [2.0]);

    [Fact]
    public void StopIsACut()
    {
        string text = Lowered.Of("public static double F(double x) { int n = (int)Gradients.Stop(x * 2); return n * x + Gradients.Stop(x); }").Text;
        Assert.Contains("int n", text, StringComparison.Ordinal);
    }
}
