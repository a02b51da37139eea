using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Lowering;

public class FenceTests
{
    [Theory]
    [InlineData("try { return x; } catch (Exception) { return 2 * x; }", "SD0137 at 'catch (Exception) { return 2 * x; }'")]
    [InlineData("try { x *= 2; } catch (Exception) { throw; } return x;", "SD0137 at 'catch")]
    [InlineData("try { x *= 2; } finally { Store[0] = 1; } return x;", "SD0138 at '{ Store[0] = 1; }'")]
    [InlineData("int n = 1; try { n++; x *= 2; } finally { Console.Error.WriteLine(n); } return x;", "SD0138 at '")]
    [InlineData("using (default(System.Threading.CancellationTokenRegistration)) return x * x;", "SD0138 at 'using (")]
    [InlineData("lock (Box) { x *= 2; } return x;", "SD0101 at 'lock")]
    [InlineData("again: x += 1; if (x < 3) goto again; return x;", "SD0102 at 'goto again;'")]
    [InlineData("dynamic d = x; return d;", "SD0")]
    [InlineData("double* p = &x; return *p;", "SD0105 at '")]
    [InlineData("object o = x; return o is double d ? d : 0;", "SD0131 at 'x'")]
    [InlineData("decimal d = (decimal)x; return (double)d;", "SD0131 at '(decimal)x'")]
    [InlineData("double? y = x; object o = y; return x;", "SD0113 at 'y'")]
    [InlineData("double?[] y = { x }; return y[0] ?? 0;", "SD0113 at 'x'")]
    [InlineData("double[] v = null; return x * (v?.Length ?? 1);", "SD0100 at 'v?.Length'")]
    [InlineData("ref double r = ref x; r = ref Field; return r;", "SD0109 at '")]
    [InlineData("Range r = 0..1; double[] a = [x, 1]; return a[r][0];", "SD0110 at '")]
    [InlineData("foreach (double v in new System.Collections.Generic.HashSet<double>()) x += v; return x;", "SD0108 at '")]
    [InlineData("var q = new System.Collections.Generic.Queue<double>(); q.Enqueue(x); return q.Peek();", "SD0131 at 'x'")]
    [InlineData("var l = new System.Collections.Generic.List<double> { x }; l.Sort(); return l[0];", "SD0134 at 'l.Sort()'")]
    [InlineData("var l = new System.Collections.Generic.List<double> { x }; l = new() { 2 * x }; return l[0];", "SD0134 at '")]
    [InlineData("var l = new System.Collections.Generic.List<double> { x }; var m = x > 0 ? l : new(); return m[0];", "SD0134 at '")]
    [InlineData("var l = new System.Collections.Generic.List<double> { x }; foreach (double v in l) l.Add(v); return l[0];", "SD0134 at 'l'")]
    [InlineData("var l = new System.Collections.Generic.List<double> { x }; foreach (double v in l) l[0] = 2 * v; return l[0];", "SD0134 at 'l'")]
    [InlineData("foreach (double v in Given) { Given.Add(v); x += v; } return x;", "SD0108 at 'Given'")]
    [InlineData("Field = x * 2; return Field;", "SD0130 at 'Field = x * 2'")]
    [InlineData("Field += x; return Field;", "SD0130 at 'Field += x'")]
    [InlineData("Store[0] = x; return Store[0];", "SD01")]
    [InlineData("return System.Numerics.Complex.Asin(x).Real;", "SD0135 at 'System.Numerics.Complex.Asin(x)'")]
    [InlineData("var v = new System.Numerics.Vector2((float)x); v[0] = 2; return v.X;", "SD0135 at 'v[0]'")]
    [InlineData("System.ReadOnlySpan<float> s = [(float)x, 1, 2]; return new System.Numerics.Vector3(s).X;", "SD0135 at 'new System.Numerics.Vector3(s)'")]
    [InlineData("Func<double, double> f = local; return f(x); double local(double v) => v > 0 ? local(v - 1) : v;", "SD0123 at 'f(x)'")]
    [InlineData("return Recursive(x, 1);", "SD0123 at 'Recursive(v - 1, new[] { w })'")]
    [InlineData("return Rows(x, 1)[0].V;", "SD0123 at 'Rows(x, 1)'")]
    [InlineData("Swap(ref Field, 1); return x;", "SD0141 at 'Swap(ref Field, 1)'")]
    [InlineData("Both(ref x, ref x, 1); return x;", "SD0141 at 'Both(ref x, ref x, 1)'")]
    [InlineData("while (x < 9) { SymbolicDiff.Gradients.Checkpoint(); x += x; } return x;", "SD0142 at 'SymbolicDiff.Gradients.Checkpoint();'")]
    [InlineData("x *= x; SymbolicDiff.Gradients.Checkpoint(); return x;", "SD0143 at 'SymbolicDiff.Gradients.Checkpoint()'")]
    [InlineData("double[] v = { x, x }; return ReadsPlace(v[0], v, 1);", "SD0123 at 'ReadsPlace(v[0], v, 1)'")]
    [InlineData("Func<double, double> f = t => t; for (int i = 0; i < 3; i++) { x = f(x); f = t => 2 * t; } return x;", "SD0122 at 'f = t => 2 * t'")]
    [InlineData("return Given(t => t) * Lost(x); static double Given(Func<double, double> f) => f(1);", "SD0122 at 'Lost(x)'")]
    [InlineData("return new Shape().Area(x) + Applied(new Shape().Area, x); static double Applied(Func<double, double> f, double v) => f(v);", "SD0121 at 'new Shape().Area'")]
    [InlineData("double[,,] m = new double[1, 1, 1]; m[0, 0, 0] = x; return m[0, 0, 0];", "SD0107 at '")]
    [InlineData("Array.Sort(new[] { x }); return x;", "SD0125 at '")]
    [InlineData("Point p = new(x); return p.V;", "SD0113 at 'new(x)'")]
    [InlineData("var c = new Cell { V = x }; var d = new Cell(); if (x > 0) d = c; d.V *= 2; return c.V;", "SD0136 at 'd = c'")]
    [InlineData("var c = x > 0 ? new Cell { V = x } : new Cell(); c.V *= 2; return c.V;", "SD0136 at 'x > 0 ? new Cell { V = x } : new Cell()'")]
    [InlineData("var c = new Cell { V = x }; for (int i = 0; i < 3; i++) { c.V *= 2; c = new Cell { V = c.V }; } return c.V;", "SD0136 at 'c = new Cell { V = c.V }'")]
    [InlineData("Cell c; do { c = new Cell(); c.V += x; } while (c.V < 0); return c.V;", "SD0136 at 'c.V'")]
    [InlineData("var c = Chosen(x); c.V *= 2; return c.V;", "SD0136 at 'return new Cell();'")]
    [InlineData("Cell c = new Cell { V = x }; c.V *= 2; object o = c; return c.V;", "SD0113 at 'c'")]
    [InlineData("var c = new Cell { V = x }; c.V *= 2; Console.WriteLine(c); return c.V;", "SD0120 at 'Console.WriteLine(c)'")]
    [InlineData("Cell c = new Ring { V = x }; if (x > 0) c = new Cell(); c.V *= 2; return c.V;", "SD0136 at 'c = new Cell()'")]
    [InlineData("var c = new Cell { V = x }; var cells = new[] { c }; cells[0].V *= 2; return c.V;", "SD0113 at 'new Cell { V = x }'")]
    [InlineData("return (int)x * 2.0;", "SD0200 at '(int)x'")]
    [InlineData("int i = 0; i += (int)(x * 2); double[] a = new double[(int)x]; return a[i] + x;", "SD0200 at '(int)(x * 2)'")]
    [InlineData("return x switch { > 0 and double d => d, _ => 0 } + (Box is string { Length: 3 } ? 1 : 0);", "SD0106 at '")]
    [InlineData("return Big(x);", "SD0124")]
    [InlineData("(double a, double b) = Math.DivRem(3, 2) is (1, 1) ? (x, x) : (1, x); return a;", "SD0")]
    [InlineData("double[] a = [x, .. new[] { x }]; return a[1];", "SD0100 at '[x, .. new[] { x }]'")]
    [InlineData("var items = Items(x); return x; static System.Collections.Generic.IEnumerable<double> Items(double v) { yield return v; }", "SD0103 at 'Items(x)'")]
    [InlineData("dynamic d = 1; d.Start(); return x;", "SD0104 at 'd.Start()'")]
    [InlineData("return new[] { x }.OrderBy(v => v).First();", "SD0120 at 'new[] { x }.OrderBy(v => v)'")]
    [InlineData("System.Collections.Generic.IEnumerable<double> q = new[] { x }; if (x > 0) q = q.Skip(1); return q.Sum();", "SD0111 at 'System.Collections.Generic.IEnumerable<double> q = new[] { x };'")]
    [InlineData("var q = x > 0 ? new[] { x }.Skip(1) : new[] { x }.Take(1); return q.Sum();", "SD0111 at 'x > 0 ? new[] { x }.Skip(1) : new[] { x }.Take(1)'")]
    [InlineData("return new[] { x }.Where(v => v > 0).Zip(new[] { x }, (a, b) => a * b).Sum();", "SD0111 at 'new[] { x }.Where(v => v > 0).Zip(new[] { x }, (a, b) => a * b)'")]
    [InlineData("return new[] { x }.Where((v, i) => i > 0).Sum();", "SD0111 at 'new[] { x }.Where((v, i) => i > 0)'")]
    [InlineData("object q = new[] { x }.Select(v => v); return x;", "SD0113 at 'new[] { x }.Select(v => v)'")]
    [InlineData("TimeSpan t = default; t = -t; return x;", "SD0112 at '-t'")]
    [InlineData("return Other.Scaled(x);", "SD0126 at 'scale'")]
    [InlineData("return Native(x);", "SD0128 at 'Native(x)'")]
    [InlineData("unsafe { fixed (double* p = Store) return *p; }", "SD0105")]
    [InlineData("return Handed([x], 2)[0];", "SD0123 at 'Handed'")]
    [InlineData("return new Odd(x).Scaled(x, 2);", "SD0123 at 'new Odd(x).Scaled(x, 2)'")]
    [InlineData("return around(x); double around(double v) { double[] a = { v }; return inside(v); double inside(double w) { a = [w, x]; return w > 0 ? inside(w - a[0]) : w; } }", "SD0123 at 'inside(v)'")]
    [InlineData("return Shape.Deep(new Shape(), x);", "SD0121")]
    [InlineData("var items = new Odd[2]; return items[0].V + x;", "SD0133 at 'new Odd[2]'")]
    [InlineData("var layers = new Layer[2]; return layers[0].B + x;", "SD0107 at 'new Layer[2]'")]
    [InlineData("foreach (var (a, b) in new System.Collections.Generic.Dictionary<double, double>()) x += a; return x;", "SD0108 at '")]
    [InlineData("return double.TryParse(\"1\", out double d) ? d * x : x;", "SD0120 at '")]
    public void Refused(string body, string message) => Assert.Contains(message, Lowered.Refusals("""
        static double Field; static readonly object Box = new(); static readonly double[] Store = new double[3];
        static readonly System.Collections.Generic.List<double> Given = [];
        static double Recursive<T>(double v, T w) => v > 0 ? Recursive(v - 1, new[] { w }) : v;
        static double[] Handed(double[] v, int n) { if (n == 0) return v; double[] w = Handed([v[0] * 2], n - 1); w[0] += 1; return w; }
        static Odd[] Rows(double v, int n) => n == 0 ? [new Odd(v)] : Rows(v, n - 1);
        static void Swap(ref double v, int n) { v *= 2; if (n > 0) Swap(ref v, n - 1); }
        static void Both(ref double v, ref double w, int n) { v *= 2; w += v; if (n > 0) Both(ref v, ref w, n - 1); }
        static double ReadsPlace(in double v, double[] w, int n) { w[0] = n; return n == 0 ? v : ReadsPlace(in v, w, n - 1); }
        static class Other { private static readonly double scale = 2; public static double Scaled(double v) => v * scale; }
        [System.Runtime.InteropServices.DllImport("native")] static extern double Native(double v);
        class Shape { public virtual double Area(double v) => v > 0 ? Area(v - 1) : v * v; public static double Deep(Shape s, double v) => s.Area(v); }
        static Func<double, double> Lost = v => v;
        class Cell { public double V; } sealed class Ring : Cell { public double W; }
        static Cell Chosen(double v) { if (v > 0) return new Cell { V = v }; return new Cell(); }
        sealed class Point(double v) { public double V => v; }
        readonly struct Odd { public Odd(double w) => V = 2 * w; public double V { get; } public double Scaled(double v, int n) => n == 0 ? V : Scaled(v * V, n - 1); }
        struct Layer { public double[] W; public double B; }
        static double Big(double v) { a(ref v); a(ref v); a(ref v); a(ref v); return v;
            void a(ref double w) { b(ref w); b(ref w); b(ref w); b(ref w); b(ref w); b(ref w); } void b(ref double w) { c(ref w); c(ref w); c(ref w); c(ref w); c(ref w); }
            void c(ref double w) { d(ref w); d(ref w); d(ref w); d(ref w); d(ref w); d(ref w); } void d(ref double w) { e(ref w); e(ref w); e(ref w); e(ref w); e(ref w); e(ref w); }
            void e(ref double w) { w += 1; w += 2; w += 3; w += 4; w += 5; w += 6; } }
        public static double F(double x) {
        """ + body + " }"), StringComparison.Ordinal);

    [Theory]
    [InlineData("int n = 3; double r = Math.Sqrt(n); return x * (int)r;")]
    [InlineData("return x * (int)Gradients.Stop(x);")]
    [InlineData("Field = Gradients.Stop(x); return x;")]
    [InlineData("Field = 3; return x * Field;")]
    [InlineData("object o = 3.0; string s = $\"{x}\" + x.ToString(\"F2\"); Console.Error.Write(s + o); return x;")]
    public void NotWarnedOf(string body) =>
        Assert.Equal("", Lowered.Refusals("static double Field; public static double F(double x) { " + body + " }"));

    [Fact]
    public void OverridableMethods() => Assert.Contains(
        "SD0121 at 'G(x)'", Lowered.Refusals("protected virtual double G(double v) => v; public double F(double x) => G(x);", isStatic: false), StringComparison.Ordinal);

    /// <summary>One of another object is out of reach, one that is assigned is no constant, and another parameter may have its name.</summary>
    [Theory]
    [InlineData("class N(double k) { public double G(double t) => k * t; } public partial class M { readonly N n = new(2); [SymbolicDiff.Differentiable] double F(double x) => n.G(x); }")]
    [InlineData("public partial class M(double k) { [SymbolicDiff.Differentiable] double F(double x) { k = 2; return x * x; } }")]
    [InlineData("public partial class M(double k) { double G(double t) => k * t; [SymbolicDiff.Differentiable] double F(double k) => G(k); }")]
    [InlineData("public partial struct M(double k) { [SymbolicDiff.Differentiable] double F(double x) => k * x; }")]
    public void ParametersOfPrimaryConstructors(string source) =>
        GeneratorHarness.Run(source, [ExpectedDiagnostic.Expected("SD0114", "k", "'k' is a parameter of the type's constructor")]);

    [Fact]
    public void ParametersThatAParameterOfTheDerivativeMayHide() => GeneratorHarness.Run(
        "public partial class M(double xTangent) { [SymbolicDiff.Differentiable] double F(double x) => xTangent * x; }",
        [ExpectedDiagnostic.Expected("SD0114", "xTangent", "cannot name or follow here")]);

    [Theory]
    [InlineData("GHessian(x)", "GHessian(x)", "add Derivatives.Hessian to the Emit of 'G'")]
    [InlineData("2 * GValueAndJacobian(x).value + x", "GValueAndJacobian(x)", "add Derivatives.Jacobian to the Emit of 'G'")]
    [InlineData("GGradient(x, 1)", "GGradient(x, 1)", "nothing of that name is emitted with these parameters")]
    [InlineData("FGradient(x) + 1", "FGradient(x)", "'F' would depend on its own derivative")]
    public void DerivativesThatAreNotEmitted(string result, string at, string reason)
    {
        string source = "public static partial class M { [SymbolicDiff.Differentiable] static double G(double x) => x * x; [SymbolicDiff.Differentiable] static double F(double x) => "
            + result + "; }";
        var found = GeneratorHarness.Diagnostics(source).Where(diagnostic => diagnostic.Id.StartsWith("SD", StringComparison.Ordinal)).ToList();
        var only = Assert.Single(found);
        Assert.Equal("SD0127", only.Id);
        Assert.Equal(at, source.Substring(only.Location.SourceSpan.Start, only.Location.SourceSpan.Length));
        Assert.Contains(reason, only.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void DerivativesThatCallEachOther()
    {
        string source = "public static partial class M { [SymbolicDiff.Differentiable] static double G(double x) => FGradient(x); [SymbolicDiff.Differentiable] static double F(double x) => GGradient(x); }";
        Assert.All(GeneratorHarness.Diagnostics(source), diagnostic => Assert.True(diagnostic.Id is "SD0127" or "CS0103", diagnostic.ToString()));
    }

    [Fact]
    public void EachPlaceHasItsOwn()
    {
        string messages = Lowered.Refusals("public static double F(double x) { try { x += 1; } catch (Exception) { } lock (new object()) { } return x; }");
        Assert.Equal(2, messages.Split('\n').Length);
    }
}
