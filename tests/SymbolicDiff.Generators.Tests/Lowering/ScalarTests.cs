namespace SymbolicDiff.Generators.Tests.Lowering;

public class ScalarTests
{
    private static readonly object?[][] pairs = [[2.0, 3.0], [-1.5, 0.25], [0.0, -0.0], [double.NaN, 1.0], [double.PositiveInfinity, -2.0]];

    [Theory]
    [InlineData("x * y + x / y - x % y")]
    [InlineData("-x * y + (x + y) * (x / y) - x * x")]
    [InlineData("+x - -y")]
    [InlineData("Math.Pow(x, y) + Math.Atan2(x, y) + Math.Max(x, y) * Math.Min(x, 1)")]
    [InlineData("Math.Log(x, 3) + Math.Round(x, 2) + Math.Round(y) + Math.Round(x, MidpointRounding.AwayFromZero)")]
    [InlineData("Math.Clamp(x, -1, 2) + Math.FusedMultiplyAdd(x, y, 3) + Math.ScaleB(x, 3)")]
    [InlineData("Math.Sign(y) * x + Math.ILogB(2.5)")]
    [InlineData("x > y ? x : y")]
    [InlineData("x > y ? x * y : x < 0 ? Math.Sin(x) : y - 1")]
    [InlineData("(x > y ? x : y) * (x < y ? 2 : 3.0)")]
    [InlineData("(float)x * 2f + (float)(x * y)")]
    [InlineData("7 / 2 * x + (1 << 3) + 'a'")]
    [InlineData("x is > 0 and < 10 ? x * x : x")]
    [InlineData("x is 2.0 or -1.5 ? 1 : y")]
    [InlineData("x is double.NaN ? 1 : y")]
    [InlineData("x is not (>= 0) ? 1 : y")]
    [InlineData("x switch { < 0 => -x, 0 => 5, > 2 when y > 3 => 7, var z => z * y }")]
    [InlineData("double.IsNaN(x) || !(y > 0) && x == y ? 1 : 2")]
    [InlineData("Math.PI * x + double.Epsilon + Math.E + default(double) + nameof(x).Length")]
    [InlineData("x >= y ^ x != y | x <= 3 & y == 3 ? 1 : 0")]
    [InlineData("double.Sqrt(x) + double.Max(x, y)")]
    public void Expressions(string expression) =>
        Lowered.Check("public static double F(double x, double y) => " + expression + ";", pairs);

    [Theory]
    [InlineData("double t = x; double u = t++ * t; return u + --t * y;")]
    [InlineData("double t; double u = x * (t = y); return t * u;")]
    [InlineData("double a, b = 2, c; a = c = x * b; return a + c + b;")]
    [InlineData("x /= y; x *= y + 1; x -= 3; x += x; x %= 2; return x;")]
    [InlineData("if (x < y) x = y; return x;")]
    [InlineData("if (x > 0) x *= 2; else if (x < 0) x *= 3; return x;")]
    [InlineData("double d; if (x > 0) d = 3 * x; else d = x * x * x; return d * 2;")]
    [InlineData("double r = 0; if (x > 0) { double t = x * x; r += t; } { double t = x; r += t; } return r;")]
    [InlineData("if (y == 0) return 1; double n = y; double a = n + x; double b = n; a *= b; return a + 2 * x;")]
    [InlineData("if (x < 0) throw new ArgumentException(\"negative\", nameof(x)); return x * 5;")]
    [InlineData("return x; x = 3; return x * y;")]
    [InlineData("double t = x + (x = y) + x; return t * (x += 2) * (x -= 1);")]
    [InlineData("ref double r = ref x; r = 3; x = r * y; return x + r;")]
    [InlineData("ref double r = ref (x > y ? ref x : ref y); r *= 2; return x - y + r;")]
    [InlineData("(x, y) = (y, x + y); (double a, var b) = (x * 2, y); return a - b + x;")]
    [InlineData("var (s, c) = Math.SinCos(x); return 2 * s + 3 * c;")]
    [InlineData("(double p, double q) t = (x, y); t.p *= 2; var u = t; u.q = 1; return t.p + t.q - u.p * u.q + t.Item1;")]
    [InlineData("double v = x > 0 && y > 0 && (x = 3) > y ? x : y; return v + x;")]
    [InlineData("bool b = x > 1 || (y += 1) > 2; return b ? x + y : x - y;")]
    [InlineData("var r = y > 0 ? x : throw new InvalidOperationException(); return r * 2;")]
    [InlineData("if (x is var z && z > 1) return z * y; return 0;")]
    [InlineData("switch (x) { case > 1: return 1; case 0 or -1.5: x = 2; break; default: x = y; break; } return x;")]
    public void Statements(string body) =>
        Lowered.Check("public static double F(double x, double y) { " + body + " }", pairs);

    [Theory]
    [InlineData("int i = n; i += 3; i *= i--; long l = i; l <<= 2; l ^= n; return l * x;")]
    [InlineData("byte b = (byte)(n & 7); b++; b += 3; b <<= 1; short s = (short)-b; return x * b + s;")]
    [InlineData("uint u = (uint)(n & 0xff); u >>= 1; ulong w = u; w |= 4; return x * u - w;")]
    [InlineData("return n / 2 * x + n % 3 + (n >>> 1) + ~n + -n;")]
    [InlineData("return checked(n + 1) * x + unchecked(n * 1000000007);")]
    [InlineData("int c = n; double a = 1; while (c-- > 0 && a < 1e6) a += c * c + x; return a;")]
    [InlineData("long big = n; return (double)(int)(big * 3) * x + (float)big;")]
    [InlineData("char c = 'b'; c++; return c * x + n;")]
    [InlineData("return n switch { 0 => x, 1 or 2 => x * x, > 5 and < 9 => 1 / x, _ => -x };")]
    [InlineData("double r = 0; switch (n) { case 0: case 1: r = x; break; case 2: r = 2 * x; goto default; default: r += 1; break; } return r;")]
    [InlineData("double r = 0; switch (n) { case 0: r = x; goto case 2; case 2: goto case 0; } return r;", "goto")]
    [InlineData("switch (n) { case 0: double t = x; x = t * t; break; case 2: t = 3; x += t; break; } return x;")]
    [InlineData("double r = 0; switch (n) { case 0: default: r = x; break; case 2: return 2 * x; case > 4: r = 1; break; } return r;")]
    public void Integers(string body, string? refused = null)
    {
        string members = "public static double F(double x, int n) { " + body + " }";
        if (refused is null) Lowered.Check(members, [2.5, 3], [0.5, 0], [-1.0, -7], [3.0, 2], [1.0, int.MaxValue], [4.0, 7]);
        else Assert.Contains(refused, Lowered.Refusals(members), StringComparison.Ordinal);
    }

    [Fact]
    public void Enumerations() => Lowered.Check(
        "public static double F(Op op, double x, double y) => op switch { Op.Add => x + y, Op.Sub => x - y, Op.Mul => x * y, _ => op == Op.Div ? x / y : (int)op };",
        [.. new[] { 0, 1, 2, 3, 9 }.Select(op => new object?[] { op, 2.0, 3.0 })]);

    [Fact]
    public void EnumerationsAreOrdered() => Lowered.Check(
        "public static double F(Op op, double x) => op > Op.Sub ? x : (op & Op.Mul) != 0 ? 2 : (double)(int)(op + 1);",
        [.. new[] { 0, 1, 2, 3 }.Select(op => new object?[] { op, 2.0 })]);

    [Fact]
    public void Nullables() => Lowered.Check(
        "public static double F(double x, int? n) { if (n is null) return x; if (n is > 10 and not 20) return x * x; return n is int m && m is 5 or 6 ? x * m : (n ?? 2) + n.Value * x + (n > 3 ? 1 : 0); }",
        [2.0, null], [2.0, 12], [2.0, 20], [2.0, 5], [2.0, 6]);

    [Fact]
    public void Strings() => Lowered.Check(
        "public static double F(double x, string? s) { switch (s) { case null: return 1; case \"a\": return x; } return s + \"c\" == \"bc\" ? 2 * x : s.Length; }",
        [2.0, "a"], [2.0, "b"], [2.0, "long"], [2.0, null]);

    [Fact]
    public void SinglePrecision() => Lowered.Check(
        "public static float F(float x, float y) { float s = x; s += 1.5f; s *= y; s += (float)Math.Sqrt(s); s++; return MathF.Sin(s) / MathF.Max(x, y) + MathF.PI; }",
        [2f, 3f], [-1f, 0.5f]);

    [Fact]
    public void CompoundWidening() => Lowered.Check(
        "public static float F(float x, double y) { x += (float)y; float z = x; double w = z; w += x; int i = 3; i += (int)2.5; return (float)(w * i); }", [2f, 3.1]);
}
