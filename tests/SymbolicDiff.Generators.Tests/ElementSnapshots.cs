using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: arrays and spans of structures and tuples.</summary>
public class ElementSnapshots
{
    private const string Types = """
        using System;
        using SymbolicDiff;

        public struct Vec3(double x, double y, double z)
        {
            public double X = x;
            public double Y = y;
            public double Z = z;

            public readonly double Dot(Vec3 other) => X * other.X + Y * other.Y + Z * other.Z;

            public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

            public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

            public static Vec3 operator *(double factor, Vec3 v) => new(factor * v.X, factor * v.Y, factor * v.Z);
        }

        public struct Body
        {
            public Vec3 Position;
            public Vec3 Velocity;
            public double Mass;
        }

        public readonly record struct Spring(int From, int To, double Stiffness, double Rest);

        """;

    [Fact]
    public Task EnergyOfBodies() => Verify(Types + """
        public static partial class Model
        {
            [Differentiable]
            public static double Energy(Body[] bodies)
            {
                double energy = 0;
                for (int i = 0; i < bodies.Length; i++)
                {
                    energy += 0.5 * bodies[i].Mass * bodies[i].Velocity.Dot(bodies[i].Velocity);
                    for (int j = 0; j < i; j++)
                    {
                        Vec3 d = bodies[i].Position - bodies[j].Position;
                        energy -= bodies[i].Mass * bodies[j].Mass / Math.Sqrt(d.Dot(d));
                    }
                }

                return energy;
            }
        }
        """);

    [Fact]
    public Task BundleOfSprings() => Verify(Types + """
        public static partial class Model
        {
            [Differentiable(nameof(points), nameof(springs))]
            public static double Energy((double x, double y)[] points, Spring[] springs)
            {
                double energy = 0;
                foreach (Spring spring in springs)
                {
                    var (x, y) = points[spring.From];
                    double stretch = Math.Sqrt((points[spring.To].x - x) * (points[spring.To].x - x) + (points[spring.To].y - y) * (points[spring.To].y - y)) - spring.Rest;
                    energy += 0.5 * spring.Stiffness * stretch * stretch;
                }

                return energy;
            }
        }
        """);

    [Fact]
    public Task StepOfParticles() => Verify(Types + """
        public static partial class Model
        {
            [Differentiable(nameof(positions), nameof(velocities), Emit = Derivatives.Vjp | Derivatives.Jvp)]
            public static void Step(Span<Vec3> positions, ReadOnlySpan<Vec3> velocities, double dt)
            {
                for (int i = 0; i < positions.Length; i++) positions[i] += dt * velocities[i];
            }
        }
        """);
}
