namespace SymbolicDiff.Generators.Tests.Lowering;

public class LoopTests
{
    private static readonly object?[][] inputs = [[2.0, 5], [-0.5, 0], [1.5, 1], [0.0, 3], [3.0, 9]];

    [Theory]
    [InlineData("double t = 1; for (int i = 0; i < 3; i++) for (int j = 0; j < n; j++) t *= x; return t;")]
    [InlineData("double s = 0; for (int i = n; i > 0; i -= 2) s += i * x; return s;")]
    [InlineData("double s = 0; for (int i = 1; n >= i; ++i) { if (i == 2) continue; s += x / i; } return s;")]
    [InlineData("double s = 0; for (int i = 0, j = n; i < j; i++, j--) s += x * i - j; return s;")]
    [InlineData("double s = 0; for (long i = -3; i <= n; i += 3) s += i * x; return s;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { s += x; if (s > 4) return s; } return -s;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { s += x; if (s > 4) break; s -= 0.5; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { for (int j = i; j < n; j++) { if (j == 3) return s; if (j == i + 2) break; if (j == 1) continue; s += j * x; } s *= x; } return s + 1;")]
    [InlineData("double s = x; int k = 0; while (true) { if (k > n) break; k++; if (k == 2) continue; s += k; } return s * k;")]
    [InlineData("double s = 0; do { s += x + 1; if (s > 100) break; if (n == 3) continue; n--; } while (n-- > 0 && s < 50); return s;")]
    [InlineData("double s = 0; for (; ; ) { s += 1; if (s > n) return s * x; }")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { n--; s += i; } return s * x;")]
    [InlineData("double s = 0; for (double t = 0; t <= x; t += 0.25) s += t * t; return s + n;")]
    [InlineData("double s = 0; int i; for (i = 0; i < n; i++) s += x; return s * i;")]
    [InlineData("double r = 0; for (int i = 0; i < 5; i++) { switch (i) { case 0: case 2: r += x; break; case 3: if (n == 5) break; continue; default: r += n; break; } r *= 2; } return r;")]
    [InlineData("double res = 0; for (int c = 0; (res += x * n) != 0 && c < 3; c++) { if (c == 1) res = 8 * x * n; } return res;")]
    [InlineData("double y; while (true) { if (x > 1) { y = 3; break; } x += 1; } return y * x;")]
    [InlineData("double a = x, b = 2 * x; for (int i = 0; i < n; i++) { double t = a; a = b; b = t; } (a, b) = (b, a); return a - b;")]
    [InlineData("bool found = false; int k = 0; for (; k < 10 && !found; k++) if (k * x > n) found = true; return found ? k : x;")]
    [InlineData("int m = n; double s = 0; for (int i = 0; i < Math.Min(m, 4) + 1; i++) s += x; for (int i = m - 1; i >= 0; i--) s -= i; return s;")]
    [InlineData("for (int i = 0; i < n; i++) { if (i > 2) throw new InvalidOperationException(); x += i; } return x;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (i * j > 4) goto done; s += x; } } return s; done: return -s;", "goto")]
    [InlineData("if (n > 2) { if (x > 1) return 1; x *= 2; if (x > 3) return x; } else if (n == 1) return 7; x += 1; if (x < 0) return -x; return x * n;")]
    [InlineData("double r; if (n > 4) { if (x > 0) { r = 1; } else { return 5; } } else { if (n == 0) return 2; r = x; } r *= 2; return r;")]
    [InlineData("int i = 0; double s = 0; while (i < n) { if (i++ % 2 == 0) continue; s += x * i; if (s > 20) break; } return s;")]
    [InlineData("int k = n; double f = 1; while (k > 1 || f < 0) f *= k-- * x; return f;")]
    public void Loops(string body, string? refused = null)
    {
        string members = "public static double F(double x, int n) { " + body + " }";
        if (refused is null) Lowered.Check(members, inputs);
        else Assert.Contains(refused, Lowered.Refusals(members), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) x += i;")]
    [InlineData("int[] a = new int[4]; for (int i = a.Length - 1; i >= 0; i--) x += a[i];")]
    [InlineData("double[][] m = [[1, 2], [3]]; for (int i = 0; i < m.Length; i++) for (int j = 0; j < m[i].Length; j += 2) x += m[i][j];")]
    [InlineData("int m = n; for (int i = 0; m > i; i = i + 1) { if (i == 2) continue; x += 1; }")]
    [InlineData("double[] a = [1, 2]; foreach (double v in a) x += v;")]
    public void CountedLoopsStayCounted(string body)
    {
        string text = Lowered.Of("public static double F(double x, int n) { " + body + " return x; }").Text;
        Assert.DoesNotContain("while", text, StringComparison.Ordinal);
        Assert.Contains("for ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { i++; x += i; }")]
    [InlineData("for (int i = 0; i < n; i++) { n--; x += i; }")]
    [InlineData("for (int i = 0; i < n; i++) { void G() => n--; G(); x += i; }")]
    [InlineData("ref int r = ref n; for (int i = 0; i < n; i++) { r--; x += i; }")]
    [InlineData("int k = 1; for (int i = 0; i < n; i += k) { x += i; }")]
    [InlineData("double[][] m = [[1, 2], [3]]; for (int j = 0; j < m[0].Length; j++) { m[0] = m[1]; x += j; }")]
    [InlineData("for (int i = 0; i < n; i--) { x += i; if (i < -3) break; }")]
    public void OthersDoNot(string body)
    {
        string members = "public static double F(double x, int n) { " + body + " return x; }";
        Assert.DoesNotContain("for ", Lowered.Of(members).Text, StringComparison.Ordinal);
        Lowered.Check(members, inputs);
    }

    [Fact]
    public void NoFlagsWhereBranchesDo()
    {
        string text = Lowered.Of("""
            public static double F(double x, int n)
            {
                if (n == 0) return 1;
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    if (i == 3) continue;
                    s += x;
                }
                if (s > 5) return s;
                return x;
            }
            """).Text;
        Assert.DoesNotContain("returned", text, StringComparison.Ordinal);
        Assert.DoesNotContain("skipped", text, StringComparison.Ordinal);
        Assert.DoesNotContain("running", text, StringComparison.Ordinal);
    }
}
