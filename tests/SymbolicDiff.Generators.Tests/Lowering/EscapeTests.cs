using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>Values that leave the differentiated method are refused where they leave, if their derivative would be lost.</summary>
public class EscapeTests
{
    private const string Members = """
        static readonly double[] Cache = new double[4]; static readonly double[][] Jag = { new double[2] }; static double cell; static string text = "";
        static double[] Again => Cache; static double[] Get() => Cache; static readonly System.IO.TextWriter Log = new System.IO.StringWriter();
        static void Set(ref double r, double v) { r = v; } static void Put(double[] c, double v) { c[0] = v; }
        static ref double Largest(double[] v) { int k = 0; for (int i = 1; i < v.Length; i++) if (v[i] > v[k]) k = i; return ref v[k]; }
        sealed class Box : Exception { public double[] A = new double[2]; public double[] P { get; } = new double[3]; public double V; } struct Holder { public double[] A; }
        record struct Named(string T); struct Initialised { public double A = 3, B; public Initialised(double b) { B = b; } }
        struct Chained { public double A, B; public Chained(double a) : this(a, a) { A *= 2; } public Chained(double a, double b) { A = a; B = b; } }
        record struct Other(double A, double B) { public double B { get; init; } = A * B; }

        """;

    [Theory]
    [InlineData("Cache[0] = x; return x * Cache[0];", "Cache[0] = x")]
    [InlineData("double[] c = Cache; c[0] = x; return c[0];", "c[0] = x")]
    [InlineData("Span<double> c = Cache; c[0] += x; return c[0];", "c[0] += x")]
    [InlineData("Jag[0] = new[] { x, x }; return Jag[0][1];", "Jag[0] = new[] { x, x }")]
    [InlineData("Jag[0][1] = x; return Jag[0][1];", "Jag[0][1] = x")]
    [InlineData("Set(ref Cache[1], x); return Cache[1];", "r = v")]
    [InlineData("Set(ref cell, x); return cell;", "r = v")]
    [InlineData("ref double r = ref Cache[2]; r = x; return Cache[2];", "r = x")]
    [InlineData("Array.Fill(Cache, x); return Cache[1];", "Array.Fill(Cache, x)")]
    [InlineData("Cache.AsSpan().Fill(x); return Cache[1];", "Cache.AsSpan().Fill(x)")]
    [InlineData("a.CopyTo(Cache, 0); return Cache[1];", "a.CopyTo(Cache, 0)")]
    [InlineData("Array.Copy(a, Cache, 3); return Cache[1];", "Array.Copy(a, Cache, 3)")]
    [InlineData("a.AsSpan().CopyTo(Cache); return Cache[1];", "a.AsSpan().CopyTo(Cache)")]
    [InlineData("var b = new Box(); b.V = x; return b.V;", "b.V = x")]
    [InlineData("Again[0] = x; return Cache[0];", "Again[0] = x")]
    [InlineData("Get()[0] = x; return Cache[0];", "Get()[0] = x")]
    [InlineData("Put(Cache, x); return Cache[0];", "c[0] = v")]
    [InlineData("double[] l = new double[3]; (x > 1 ? Cache : l)[0] = x; return Cache[0];", "(x > 1 ? Cache : l)[0] = x")]
    [InlineData("double[] l = new double[3]; (x > 1 ? ref Cache[0] : ref l[0]) = x; return Cache[0];", "(x > 1 ? ref Cache[0] : ref l[0]) = x")]
    [InlineData("double[] l = new double[3]; l = Cache; l[0] = x; return Cache[0];", "l[0] = x")]
    [InlineData("double[] l = new double[3]; cell = 1; var b = new Box(); b.A = l; l[0] = x; return b.A[0];", "l[0] = x")]
    [InlineData("(Cache[0], cell) = (x, 1); return Cache[0];", "(Cache[0], cell) = (x, 1)")]
    [InlineData("double[][] j = { Cache, a }; j[0][0] = x; return Cache[0];", "j[0][0] = x")]
    [InlineData("var s = new Holder { A = Cache }; s.A[0] = x; return Cache[0];", "s.A[0] = x")]
    [InlineData("foreach (ref double r in Cache.AsSpan()) r = x; return Cache[0];", "r = x")]
    [InlineData("Largest(Cache) = x; return Cache[0];", "Largest(Cache) = x")]
    [InlineData("Func<double[]> f = () => Cache; f()[0] = x; return Cache[0];", "f()[0] = x")]
    public void StoredOutside(string body, string at) => Assert.Contains($"SD0130 at '{at}'", Refusals(body), StringComparison.Ordinal);

    [Theory]
    [InlineData("string s = x.ToString(\"R\"); return x * double.Parse(s);")]
    [InlineData("return double.Parse(x.ToString());")]
    [InlineData("string s = $\"{x:R}\"; return double.Parse(s);")]
    [InlineData("string s = \"\" + x; return double.Parse(s);")]
    [InlineData("return double.Parse(string.Format(\"{0:R}\", x));")]
    [InlineData("return double.Parse(string.Join(\",\", a));")]
    [InlineData("return x * x.ToString().Length;")]
    [InlineData("int[] n = new int[1]; n[0] = x.ToString().Length; return n[0] * x;")]
    [InlineData("double r = 0; foreach (char c in x.ToString()) r += c; return r;")]
    [InlineData("var b = new System.Text.StringBuilder(); b.Append(x); return double.Parse(b.ToString());")]
    [InlineData("var b = new System.Text.StringBuilder(); var c = b; c.Append(\"v\" + x); return b.Length * x;")]
    [InlineData("var w = new System.IO.StringWriter(); w.Write(x); return double.Parse(w.ToString());")]
    [InlineData("Log.Write(x); return double.Parse(Log.ToString()!);")]
    [InlineData("var l = new System.Collections.Generic.List<string>(); l.Add($\"{x}\"); return double.Parse(l[0]);")]
    [InlineData("text = x.ToString(); return double.Parse(text);")]
    [InlineData("var n = new Named(x.ToString()); return double.Parse(n.T);")]
    [InlineData("var e = new Exception(x.ToString()); return double.Parse(e.Message);")]
    [InlineData("return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x));")]
    [InlineData("return x * (BitConverter.DoubleToInt64Bits(x) >> 52);")]
    [InlineData("return x * x.GetHashCode();")]
    [InlineData("return Convert.ToDouble((object)x);")]
    [InlineData("return (double)(object)x;")]
    [InlineData("return Tuple.Create(x).Item1;")]
    [InlineData("object[] o = { x }; return (double)o[0];")]
    [InlineData("AppContext.SetData(\"k\", x); return (double)AppContext.GetData(\"k\")!;")]
    [InlineData("Half h = (Half)x; return (double)h;")]
    [InlineData("var d = new System.Collections.Generic.SortedList<double, double>(); return d[x];")]
    [InlineData("var d = new System.Collections.Generic.HashSet<double>(); d.Add(x); return d.Count * x;")]
    public void LostInOutsideCode(string body) => Assert.Contains("SD0131 at '", Refusals(body), StringComparison.Ordinal);

    [Theory]
    [InlineData("if (x < 0) throw new ArgumentException($\"{x}\" + a[0], nameof(x)); return x * a[0];")]
    [InlineData("string m = \"bad \" + x; if (x < 0) throw new Exception(m); return x;")]
    [InlineData("Console.Error.WriteLine(\"{0} {1}\", x * x, string.Join(\",\", a)); Log.WriteLine($\"{x}\"); return x;")]
    [InlineData("var b = new System.Text.StringBuilder(); b.Append(x).Append(a[0]); Console.Error.Write(b); return x;")]
    [InlineData("return x.CompareTo(a[0]) * x + (x.Equals(a[0]) ? 1 : 2) * x;")]
    [InlineData("return BitConverter.DoubleToInt64Bits(x) > 0 ? x : -x;")]
    [InlineData("return x * double.Parse(Gradients.Stop(x).ToString(\"R\")) + double.Parse($\"{Gradients.Stop(x)}\");")]
    [InlineData("object o = Gradients.Stop(x); Cache[0] = Gradients.Stop(x); return (double)o * x;")]
    [InlineData("Cache[0] = 2; Cache[1] += Cache[0]; Array.Fill(Cache, 3); cell = 4; Set(ref cell, 5); return x * Cache[0] * cell;")]
    [InlineData("double[] copy = (double[])Cache.Clone(); copy[0] = x; return copy[0];")]
    [InlineData("return ReferenceEquals(a, null) || a == null || a is null ? x : a[0];")]
    [InlineData("return x is double ? x : 0;")]
    [InlineData("int? n = null; n ??= 3; double? w = 2.5; return w is { } v ? v * x * n.Value : x;")]
    public void Harmless(string body) => Assert.Equal("", Refusals(body));

    [Theory]
    [InlineData("return new Initialised(x).A * x;")]
    [InlineData("return new Chained(x).A;")]
    [InlineData("return new Other(x, x).B;")]
    public void ConstructorsThatDoMore(string body) => Assert.Equal("", Refusals(body));

    [Theory]
    [InlineData("double z; if (x > 0) z = 1; return z * x;")]
    [InlineData("var v = null; return x;")]
    [InlineData("double[] b = new double[]; return b[0];")]
    [InlineData("return x * undefined;")]
    [InlineData("return x")]
    [InlineData("switch (x) { case 1: x = 3; case 2: return x; } return x;")]
    [InlineData("double f(double q) { } return f(x);")]
    public void WhereTheBodyDoesNotCompileTheCompilerSpeaks(string body)
    {
        var compilation = new HarnessOptions().Compile(
            ["public static partial class M { [SymbolicDiff.Differentiable] public static double F(double x) { " + body + " } }"]);
        var result = new HarnessOptions().Driver().RunGenerators(compilation).GetRunResult();
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.DoesNotContain(
            compilation.AddSyntaxTrees(result.GeneratedTrees).GetDiagnostics(),
            diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error && result.GeneratedTrees.Contains(diagnostic.Location.SourceTree!));
    }

    [Theory]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("while (true) { if (x > 0) throw new Exception(); x += 1; }")]
    public void NeverReturns(string body) => Lowered.Check("public static double F(double x) { " + body + " }", [-1.5]);

    private static string Refusals(string body) => Lowered.Refusals(Members + "public static double F(double x, double[] a) { " + body + " }");
}
