using System.Collections.Concurrent;
using System.Numerics;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>Arithmetic and elementary functions, right to about as many bits as asked for. Some bits are lost where arguments are ill-conditioned.</summary>
public sealed partial class RealArithmetic(int bits)
{
    private const int Guard = 48;
    private const int LargestMagnitude = 24;

    private static readonly ConcurrentDictionary<int, BigInteger> Pis = new();
    private static readonly ConcurrentDictionary<int, BigInteger> Logarithms = new();

    private bool hasAbsorbed;

    /// <summary>Whether a sum of numbers that are not zero was zero, perhaps because what distinguished them had been rounded off.</summary>
    public bool HasVanished { get; private set; }

    private Real HalfPi => Pi().Scaled(-1);

    public Real Add(Real a, Real b)
    {
        RequireFinite(a, b);
        if (a.IsZero || b.IsZero) return a.IsZero ? b : a;
        int apart = a.Magnitude - b.Magnitude;
        if (Math.Abs(apart) > bits + Guard)
        {
            hasAbsorbed = true;
            return apart > 0 ? a : b;
        }

        Real sum = Real.ExactSum(a, b);
        HasVanished |= sum.IsZero && (hasAbsorbed || BigInteger.Abs(a.Mantissa).GetBitLength() > bits / 2);
        return Rounded(sum);
    }

    public Real Subtract(Real a, Real b) => Add(a, -b);

    public Real Multiply(Real a, Real b)
    {
        RequireFinite(a, b);
        return a.IsZero || b.IsZero ? Real.Zero : Rounded(new Real(a.Mantissa * b.Mantissa, checked(a.Exponent + b.Exponent)));
    }

    public Real Divide(Real a, Real b)
    {
        if (b.IsInfinite && !a.IsInfinite) return Real.Zero;
        RequireFinite(a, b);
        if (b.IsZero) throw new UndefinedException("Division by zero");
        if (a.IsZero) return Real.Zero;
        int shift = Math.Max(0, bits + Guard + (int)b.Mantissa.GetBitLength() - (int)a.Mantissa.GetBitLength());
        return Rounded(new Real((a.Mantissa << shift) / b.Mantissa, checked(a.Exponent - b.Exponent - shift)));
    }

    public Real Sqrt(Real x)
    {
        RequireFinite(x);
        if (x.Sign < 0) throw new UndefinedException("Root of a negative number");
        if (x.IsZero) return x;
        int shift = Math.Max(0, 2 * (bits + Guard) - (int)x.Mantissa.GetBitLength());
        if ((x.Exponent - shift) % 2 != 0) shift++;
        return Rounded(new Real(RootOf(x.Mantissa << shift), (x.Exponent - shift) / 2));
    }

    public Real Exp(Real x)
    {
        RequireFinite(x);
        if (x.IsZero) return Real.One;
        if (x.Magnitude > LargestMagnitude) return x.Sign < 0 ? Real.Zero : throw new UndefinedException("Overflow");
        const int halvings = 16;
        int work = bits + Guard + LargestMagnitude + 2 * halvings;
        BigInteger value = Fixed(x, work);
        BigInteger ln2 = Ln2(work);
        var powerOfTwo = (int)BigInteger.Divide(value + (value.Sign < 0 ? -ln2 : ln2) / 2, ln2);
        value = value - powerOfTwo * ln2 >> halvings;
        BigInteger one = BigInteger.One << work;
        BigInteger sum = one + value;
        BigInteger term = value;
        for (int n = 2; !term.IsZero && term != -1; n++)
        {
            term = (term * value >> work) / n;
            sum += term;
        }

        for (int i = 0; i < halvings; i++) sum = sum * sum >> work;
        return Rounded(new Real(sum, powerOfTwo - work));
    }

    /// <summary>e^x - 1.</summary>
    public Real ExpM1(Real x)
    {
        RequireFinite(x);
        if (x.Magnitude > -2) return Subtract(Exp(x), Real.One);
        return Multiply(x, Series(x, (term, n) => term / (n + 1)));
    }

    public Real Log(Real x)
    {
        RequireFinite(x);
        if (x.Sign <= 0) throw new UndefinedException("Logarithm of a number that is not positive");
        int powerOfTwo = x.Magnitude;
        Real scaled = x.Scaled(-powerOfTwo);
        if (scaled < new Real(181, -8)) scaled = x.Scaled(-(--powerOfTwo));
        Real near = LogNearOne(Subtract(scaled, Real.One));
        return powerOfTwo == 0 ? near : Add(near, Multiply(new Real(powerOfTwo, 0), new Real(Ln2(bits + Guard), -bits - Guard)));
    }

    /// <summary>log(1 + x).</summary>
    public Real LogP1(Real x) => x.Magnitude < -1 ? LogNearOne(x) : Log(Add(Real.One, x));

    public Real Pow(Real x, Real p)
    {
        RequireFinite(x, p);
        if (p.IsZero) return Real.One;
        if (x.IsZero) return p.Sign > 0 ? x : throw new UndefinedException("Power of zero");
        bool isInteger = p.Magnitude < 62 && new Real(p.Truncated(), 0).CompareTo(p) == 0;
        if (x.Sign < 0 && !isInteger) throw new UndefinedException("Power of a negative number");
        if (isInteger && p.Magnitude < 10) return Repeated(x, (int)p.Truncated());
        var wide = new RealArithmetic(bits + Guard);
        Real power = Rounded(wide.Exp(wide.Multiply(p, wide.Log(Real.Abs(x)))));
        return x.Sign < 0 && !p.Truncated().IsEven ? -power : power;
    }

    public Real Pi() => new(Pi(bits + Guard), -bits - Guard);

    private static void RequireFinite(Real x)
    {
        if (x.IsInfinite) throw new UndefinedException("Infinite operand");
    }

    private static void RequireFinite(Real x, Real y)
    {
        RequireFinite(x);
        RequireFinite(y);
    }

    /// <summary>The number in units of 2^-work.</summary>
    private static BigInteger Fixed(Real x, int work)
    {
        int shift = x.Exponent + work;
        return shift >= 0 ? x.Mantissa << shift : x.Magnitude < -work ? BigInteger.Zero : x.Mantissa >> -shift;
    }

    private static BigInteger RootOf(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)(square.GetBitLength() + 1) / 2;
        while (true)
        {
            BigInteger next = root + square / root >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>The constant π in units of 2^-work, by Machin's formula.</summary>
    private static BigInteger Pi(int work) => Pis.GetOrAdd(work, _ =>
        16 * Inverse(5, work + Guard, -1) - 4 * Inverse(239, work + Guard, -1) >> Guard);

    private static BigInteger Ln2(int work) => Logarithms.GetOrAdd(work, _ =>
        18 * Inverse(26, work + Guard, 1) - 2 * Inverse(4801, work + Guard, 1) + 8 * Inverse(8749, work + Guard, 1) >> Guard);

    /// <summary>atan(1 / n) with alternating signs, else artanh(1 / n), in units of 2^-work.</summary>
    private static BigInteger Inverse(int n, int work, int sign)
    {
        BigInteger power = (BigInteger.One << work) / n;
        BigInteger sum = power;
        for (int i = 3, s = sign; !power.IsZero; i += 2, s *= sign)
        {
            power /= n * n;
            sum += s * power / i;
        }

        return sum;
    }

    private Real Rounded(Real x)
    {
        int excess = (int)BigInteger.Abs(x.Mantissa).GetBitLength() - bits;
        return excess <= 0 ? x : new Real(x.Mantissa + (BigInteger.One << excess - 1) >> excess, x.Exponent + excess);
    }

    /// <summary>1 + t₁ + t₂ + …, where t(n) is made of t(n - 1) times x by the step; x is small.</summary>
    private Real Series(Real x, Func<BigInteger, int, BigInteger> step)
    {
        int work = bits + Guard;
        BigInteger value = Fixed(x, work);
        BigInteger term = BigInteger.One << work;
        BigInteger sum = term;
        for (int n = 1; !term.IsZero && term != -1; n++)
        {
            term = step(term * value >> work, n);
            sum += term;
        }

        return new Real(sum, -work);
    }

    private Real LogNearOne(Real x)
    {
        Real t = Divide(x, Add(x, new Real(2, 0)));
        return Multiply(t.Scaled(1), Odd(Multiply(t, t)));
    }

    /// <summary>1 + x / 3 + x² / 5 + …</summary>
    private Real Odd(Real x)
    {
        int work = bits + Guard;
        BigInteger value = Fixed(x, work);
        BigInteger power = BigInteger.One << work;
        BigInteger sum = power;
        for (int n = 3; !power.IsZero && power != -1; n += 2)
        {
            power = power * value >> work;
            sum += power / n;
        }

        return new Real(sum, -work);
    }

    private Real Repeated(Real x, int power)
    {
        var wide = new RealArithmetic(bits + Guard);
        Real result = Real.One;
        for (int n = Math.Abs(power); n > 0; n >>= 1)
        {
            if ((n & 1) != 0) result = wide.Multiply(result, x);
            x = wide.Multiply(x, x);
        }

        return Rounded(power < 0 ? wide.Divide(Real.One, result) : result);
    }
}
