using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Complex"/> compute, in the order in which they round.</summary>
internal static class ComplexMembers
{
    public static Complex get_Zero() => new(0.0, 0.0);

    public static Complex get_One() => new(1.0, 0.0);

    public static Complex get_ImaginaryOne() => new(0.0, 1.0);

    public static double get_Magnitude(Complex value) => Abs(value);

    public static double get_Phase(Complex value) => Math.Atan2(value.Imaginary, value.Real);

    public static Complex op_Implicit(double value) => new(value, 0.0);

    public static Complex op_Implicit(float value) => new(value, 0.0);

    public static Complex op_Implicit(int value) => new(value, 0.0);

    public static Complex op_Implicit(long value) => new(value, 0.0);

    public static Complex op_Addition(Complex left, Complex right) =>
        new(left.Real + right.Real, left.Imaginary + right.Imaginary);

    public static Complex op_Addition(Complex left, double right) => new(left.Real + right, left.Imaginary);

    public static Complex op_Addition(double left, Complex right) => new(left + right.Real, right.Imaginary);

    public static Complex Add(Complex left, Complex right) => new(left.Real + right.Real, left.Imaginary + right.Imaginary);

    public static Complex Add(Complex left, double right) => new(left.Real + right, left.Imaginary);

    public static Complex Add(double left, Complex right) => new(left + right.Real, right.Imaginary);

    public static Complex op_Subtraction(Complex left, Complex right) =>
        new(left.Real - right.Real, left.Imaginary - right.Imaginary);

    public static Complex op_Subtraction(Complex left, double right) => new(left.Real - right, left.Imaginary);

    public static Complex op_Subtraction(double left, Complex right) => new(left - right.Real, -right.Imaginary);

    public static Complex Subtract(Complex left, Complex right) => new(left.Real - right.Real, left.Imaginary - right.Imaginary);

    public static Complex Subtract(Complex left, double right) => new(left.Real - right, left.Imaginary);

    public static Complex Subtract(double left, Complex right) => new(left - right.Real, -right.Imaginary);

    public static Complex op_Multiply(Complex left, Complex right) =>
        new(left.Real * right.Real - left.Imaginary * right.Imaginary, left.Imaginary * right.Real + left.Real * right.Imaginary);

    public static Complex op_Multiply(Complex left, double right) => new(
        double.IsFinite(left.Imaginary) ? left.Real * right : double.NaN,
        double.IsFinite(left.Real) ? left.Imaginary * right : double.NaN);

    public static Complex op_Multiply(double left, Complex right) => new(
        double.IsFinite(right.Imaginary) ? left * right.Real : double.NaN,
        double.IsFinite(right.Real) ? left * right.Imaginary : double.NaN);

    public static Complex op_Division(Complex left, double right) => new(
        right != 0.0 && double.IsFinite(left.Imaginary) ? left.Real / right : double.NaN,
        right != 0.0 && double.IsFinite(left.Real) ? left.Imaginary / right : double.NaN);

    public static Complex op_Division(Complex left, Complex right)
    {
        if (Math.Abs(right.Imaginary) < Math.Abs(right.Real))
        {
            double slope = right.Imaginary / right.Real;
            double divisor = right.Real + right.Imaginary * slope;
            return new((left.Real + left.Imaginary * slope) / divisor, (left.Imaginary - left.Real * slope) / divisor);
        }

        double ratio = right.Real / right.Imaginary;
        double scale = right.Imaginary + right.Real * ratio;
        return new((left.Imaginary + left.Real * ratio) / scale, (-left.Real + left.Imaginary * ratio) / scale);
    }

    public static Complex op_Division(double left, Complex right)
    {
        if (Math.Abs(right.Imaginary) < Math.Abs(right.Real))
        {
            double slope = right.Imaginary / right.Real;
            double divisor = right.Real + right.Imaginary * slope;
            return new(left / divisor, -left * slope / divisor);
        }

        double ratio = right.Real / right.Imaginary;
        double scale = right.Imaginary + right.Real * ratio;
        return new(left * ratio / scale, -left / scale);
    }

    public static Complex Multiply(Complex left, Complex right) => left * right;

    public static Complex Divide(Complex left, Complex right) => left / right;

    public static Complex Multiply(Complex left, double right) => left * right;

    public static Complex Divide(Complex left, double right) => left / right;

    public static Complex Multiply(double left, Complex right) => left * right;

    public static Complex Divide(double left, Complex right) => left / right;

    public static Complex op_UnaryNegation(Complex value) => new(-value.Real, -value.Imaginary);

    public static Complex Negate(Complex value) => new(-value.Real, -value.Imaginary);

    public static bool op_Equality(Complex left, Complex right) => left.Real == right.Real && left.Imaginary == right.Imaginary;

    public static bool op_Inequality(Complex left, Complex right) => left.Real != right.Real || left.Imaginary != right.Imaginary;

    public static bool IsFinite(Complex value) => double.IsFinite(value.Real) && double.IsFinite(value.Imaginary);

    public static bool IsInfinity(Complex value) => double.IsInfinity(value.Real) || double.IsInfinity(value.Imaginary);

    public static bool IsNaN(Complex value) => !IsInfinity(value) && !IsFinite(value);

    public static double Abs(Complex value) => double.Hypot(value.Real, value.Imaginary);

    public static Complex Conjugate(Complex value) => new(value.Real, -value.Imaginary);

    public static Complex Reciprocal(Complex value) =>
        value.Real == 0.0 && value.Imaginary == 0.0 ? new(0.0, 0.0) : new Complex(1.0, 0.0) / value;

    public static Complex FromPolarCoordinates(double magnitude, double phase)
    {
        var (sin, cos) = Math.SinCos(phase);
        return new(magnitude * cos, magnitude * sin);
    }

    public static Complex Exp(Complex value) => FromPolarCoordinates(Math.Exp(value.Real), value.Imaginary);

    public static Complex Log(Complex value) => new(Math.Log(Abs(value)), Math.Atan2(value.Imaginary, value.Real));

    public static Complex Log10(Complex value)
    {
        Complex log = Log(value);
        return new(0.43429448190325 * log.Real, 0.43429448190325 * log.Imaginary);
    }

    public static Complex Sqrt(Complex value)
    {
        if (value.Real == 0.0 && value.Imaginary == 0.0) return new(Math.Sqrt(value.Real), Math.Sqrt(value.Imaginary + 0.0));
        if (double.IsInfinity(value.Imaginary)) return new(double.PositiveInfinity, value.Imaginary);
        if (double.IsNaN(value.Imaginary) && double.IsInfinity(value.Real))
            return value.Real > 0.0 ? new(double.NaN, value.Real) : new(-value.Real, double.NaN);
        double large = double.MaxValue / (Math.Sqrt(2.0) + 1.0);
        double scale = Math.Abs(value.Real) >= large || Math.Abs(value.Imaginary) >= large ? 2.0 : 1.0;
        double real = value.Real / (scale * scale), imaginary = value.Imaginary / (scale * scale);
        double length = double.Hypot(real, imaginary);
        double positive = imaginary == 0.0 ? 0.0 : -0.0; // no negative zero comes of a real number
        if (real >= 0.0)
        {
            double x = Math.Sqrt((length + real) * 0.5);
            return new(x * scale, imaginary / (2.0 * x) * scale + positive);
        }

        double y = Math.Sqrt((length - real) * 0.5);
        if (imaginary < 0.0) y = -y;
        return new(imaginary / (2.0 * y) * scale + positive, y * scale);
    }

    public static Complex Pow(Complex value, Complex power)
    {
        if (value.Real == 0.0 && value.Imaginary == 0.0) return PowOfZero(value, power);
        double length = double.Hypot(value.Real, value.Imaginary);
        if (power.Real == 0.0 && power.Imaginary == 0.0 && !double.IsFinite(length)) return new(1.0, 0.0);
        double angle = Math.Atan2(value.Imaginary, value.Real);
        double turned = power.Real * angle + power.Imaginary * Math.Log(length);
        double scale = Math.Pow(length, power.Real) * Math.Exp(-power.Imaginary * angle);
        double imaginary = scale * Math.Sin(turned);
        if (power.Real == 0.0 && power.Imaginary == 0.0) imaginary += 0.0;
        return new(scale * Math.Cos(turned), imaginary);
    }

    /// <summary>A whole power is a product, so that its derivatives are right at zero, too.</summary>
    private static Complex PowOfZero(Complex value, Complex power)
    {
        if (power.Real == 0.0 && power.Imaginary == 0.0) return new(1.0, 0.0);
        if (power.Imaginary != 0.0 || !(power.Real > 0.0 && power.Real <= 64.0)) return new(0.0, 0.0);
        double real = value.Real + 0.0, imaginary = value.Imaginary + 0.0;
        if (power.Real == 2.0) return new(real * real - imaginary * imaginary, real * imaginary + imaginary * real);
        if (Math.Floor(power.Real) != power.Real) return new(Math.Pow(real, power.Real), Math.Pow(imaginary, power.Real));
        Complex product = new(real, imaginary);
        for (double n = 1.0; n < power.Real; n += 1.0)
            product = new(product.Real * real - product.Imaginary * imaginary, product.Real * imaginary + product.Imaginary * real);
        return product;
    }

    public static Complex Pow(Complex value, double power) => Pow(value, new Complex(power, 0.0));

    public static Complex Sin(Complex value)
    {
        var (sin, cos) = Math.SinCos(value.Real);
        return new(sin * Math.Cosh(value.Imaginary), cos * Math.Sinh(value.Imaginary));
    }

    public static Complex Cos(Complex value)
    {
        var (sin, cos) = Math.SinCos(value.Real);
        return new(cos * Math.Cosh(value.Imaginary), -sin * Math.Sinh(value.Imaginary));
    }

    public static Complex Sinh(Complex value)
    {
        Complex sin = Sin(new Complex(-value.Imaginary, value.Real));
        return new(sin.Imaginary, -sin.Real);
    }

    public static Complex Cosh(Complex value) => Cos(new Complex(-value.Imaginary, value.Real));

    public static Complex Tan(Complex value)
    {
        var (sin, cos) = Math.SinCos(2.0 * value.Real);
        double twice = 2.0 * value.Imaginary;
        double cosh = Math.Cosh(twice);
        if (Math.Abs(value.Imaginary) <= 4.0)
        {
            double divisor = cos + cosh;
            return new(sin / divisor, Math.Sinh(twice) / divisor);
        }

        double scale = 1.0 + cos / cosh;
        return new(sin / cosh / scale, Math.Tanh(twice) / scale);
    }

    public static Complex Tanh(Complex value)
    {
        Complex tan = Tan(new Complex(-value.Imaginary, value.Real));
        return new(tan.Imaginary, -tan.Real);
    }
}
