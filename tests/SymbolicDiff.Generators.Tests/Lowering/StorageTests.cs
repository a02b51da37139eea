namespace SymbolicDiff.Generators.Tests.Lowering;

public class StorageTests
{
    private static readonly object?[][] vectors = [[new[] { 1.0, -2.0, 3.0, 0.5 }, 2], [new[] { 4.0, 5.0 }, 1], [Array.Empty<double>(), 0], [null, 1], [new[] { 1.5 }, -1]];

    [Theory]
    [InlineData("double s = 0; foreach (double v in a) s += v * v; return s;")]
    [InlineData("double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] / (i + 1); return s / a.Length;")]
    [InlineData("for (int i = 1; i < a.Length; i++) a[i] += a[i - 1]; return a[^1];")]
    [InlineData("a[n] *= a[0]; a[0] -= 2; a[n]++; --a[0]; return a[n]++ + a[0];")]
    [InlineData("double[] b = a; b[0] = a[0] * a[0]; return a[0];")]
    [InlineData("var b = (double[])a.Clone(); b[0] = 7; return a[0] * b[0];")]
    [InlineData("Span<double> s = a.AsSpan(1); s[0] *= 3; return a[1] + s.Length;")]
    [InlineData("double s = 0; foreach (double v in a[1..3]) s += v * v; a[1..3][0] = 100; return s + a[1];")]
    [InlineData("Span<double> v = a; v = v[1..]; v[0] = 9; Span<double> w = v[..1]; w[^1] += 1; return a[1] + v.Slice(0, 1)[0];")]
    [InlineData("int i = 0; a[i++] = a[i] + i; a[i] += i++ * a[--i]; return a[0] + a[1];")]
    [InlineData("var b = new double[3]; Array.Copy(a, b, 2); Array.Copy(a, 0, b, 1, 2); Array.Copy(b, 0, b, 1, 2); return b[0] + 2 * b[1] + 3 * b[2];")]
    [InlineData("var b = new double[] { a[0], n, a[0] * a[1] }; Array.Clear(b, 0, 1); double s = 0; foreach (ref double v in b.AsSpan()) { v *= 2; s += v; } Array.Fill(b, s); return s + b[2];")]
    [InlineData("double[] b = [a[0], n]; ReadOnlySpan<double> r = [1, 2, a[1]]; return b[0] * b[1] + r[2];")]
    [InlineData("Span<double> t = stackalloc double[3]; t.Fill(a[0]); t[1] = 5; t[1..].CopyTo(t); Span<int> k = stackalloc int[] { 1, 2 }; Span<double> z = stackalloc[] { 1.0, 2.5 }; return t[0] + t[1] + k[1] + z[1];")]
    [InlineData("var m = new double[2, 3]; m[1, 2] = a[0]; m[0, 1] += a[1]; double s = 0; foreach (double v in m) s += v; return s * m.GetLength(1) + m.Length + m.Rank + m.GetUpperBound(0);")]
    [InlineData("double[,] m = { { 1, a[0] }, { a[1], 4 } }; double s = 0; for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) s += m[i, j] * (i + j); return s;")]
    [InlineData("double[][] j = new double[2][]; j[0] = a; j[1] = [1, 2]; j[0][0] = 8; double[] row = j[1]; row[1] *= a[0]; return j[1][1] + a[0] + j.Length;")]
    [InlineData("double[][] j = { new[] { a[0] }, a }; double s = 0; foreach (double[] r in j) foreach (double v in r) s += v; return s;")]
    [InlineData("double[] t = [0, 1, a[0], n]; double y = 3; t[3] = (y *= (t[0] = t[1] = t[2])); return t[0] + t[1] * t[3] + y;")]
    [InlineData("ref double r = ref a[n]; n = 0; r = r * 2 + a[0]; return r;")]
    [InlineData("(a[0], a[1]) = (a[1], a[0]); return a[0] - 2 * a[1];")]
    [InlineData("int[] k = [1, 0]; a[k[0]] = 3; k[k[0]] = 7; return a[1] + k[0];")]
    [InlineData("for (int i = 0; i < a.Length / 2; i++) { double t = a[i]; a[i] = a[a.Length - 1 - i]; a[a.Length - 1 - i] = t; } return a[0];")]
    [InlineData("double[] b = n > 1 ? a : new double[3]; b[0] = 5; return a[0] + b[0];")]
    [InlineData("var b = a.AsSpan(0, n).ToArray(); b[0] = 2; return a[0] + b.Length + a.AsSpan()[0];")]
    [InlineData("Array.Empty<double>(); double[] e = Array.Empty<double>(); return e.Length + a[0];")]
    [InlineData("if (a is null) throw new ArgumentNullException(nameof(a)); if (a.Length == 0) return 0; ArgumentOutOfRangeException.ThrowIfNegative(n); return a[0] * n;")]
    [InlineData("ArgumentNullException.ThrowIfNull(a); return a.Length;")]
    [InlineData("double[] b = a ?? throw new ArgumentException(); return b[0];")]
    [InlineData("long i = n; uint u = 1; byte z = 0; return a[i] + a[u] + a[z];")]
    [InlineData("a[n] = a[0] + (a[0] = 7) + a[0]; return a[n];")]
    [InlineData("double[] b = { 1, 2 }; return b[n > 1 ? 1 : 0] + (a[0] > 1 ? a : b)[1];")]
    [InlineData("var s = new Span<double>(a, 1, 1); s.Clear(); return a[1] + new ReadOnlySpan<double>(a).Length + (s.IsEmpty ? 1 : 2);")]
    public void Vectors(string body) => Lowered.Check("public static double F(double[] a, int n) { " + body + " }", vectors);

    [Fact]
    public void ReferencesAreReturned() => Lowered.Check(
        "public static double F(double[] a) { Largest(a) *= a[0]; ref double l = ref Largest(a); l += a[1]; return l * a[0]; } static ref double Largest(double[] a) { int k = 0; for (int i = 1; i < a.Length; i++) if (a[i] > a[k]) k = i; return ref a[k]; }",
        [new[] { 1.0, 2.0 }], [new[] { 3.0, 2.0 }]);

    [Fact]
    public void SingleElements() => Lowered.Check(
        "public static float F(float[] a, float[,] m) { float s = 0; foreach (var v in a) s += v * m[0, 1]; a[0] = s; m[1, 0] -= 2; return s; }",
        [new[] { 1f, 2f }, new[,] { { 1f, 2f }, { 3f, 4f } }]);

    [Fact]
    public void VoidMethodsWrite() => Lowered.Check(
        "public static void F(double x, double[] y, ref double r, out double s) { y[0] = x; r *= x; if (x > 0) { s = r; return; } s = y[1]; }",
        [2.0, new[] { 1.0, 2.0 }, 3.0, null], [-2.0, new[] { 1.0, 2.0 }, 3.0, null]);

    [Fact]
    public void ArraysAreReturned() => Lowered.Check(
        "public static double[] F(double[] a) { var r = new double[a.Length]; for (int i = 0; i < r.Length; i++) r[i] = a[i] * 2; return r; }", [new[] { 1.0, 2.0 }]);

    [Fact]
    public void TuplesAreReturned() => Lowered.Check(
        "public static (double sum, double product) F(double x, double y) { if (x > 0) return (x + y, x * y); return (x, y); }", [1.0, 2.0], [-1.0, 2.0]);
}
