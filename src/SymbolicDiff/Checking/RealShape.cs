using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Checking;

/// <summary>A value made of reals, seen as its reals one after the other: arrays row by row, tuples and structures member by member.</summary>
[RequiresUnreferencedCode("It looks for the members of tuples and structures by reflection.")]
internal sealed class RealShape(object example, bool hasSingles, string[] names)
{
    /// <summary>The names of the reals.</summary>
    public string[] Names => names;

    public bool HasSingles => hasSingles;

    /// <param name="example">A value of the shape.</param>
    /// <param name="name">Its name; a tuple's members stand for themselves.</param>
    /// <param name="attributes">What may know the names of a tuple's members.</param>
    /// <param name="argument">The argument to blame if it is not made of reals.</param>
    public static RealShape Of(object? example, string name, ICustomAttributeProvider attributes, string argument)
    {
        ArgumentNullException.ThrowIfNull(example, argument);
        var known = attributes.GetCustomAttributes(typeof(TupleElementNamesAttribute), inherit: false).OfType<TupleElementNamesAttribute>().FirstOrDefault();
        var walk = new Walk(known is { TransformNames: { Count: <= 7 } members } ? [.. members] : [], argument);
        walk.Visit(example, name, isOutermost: true);
        if (walk.Names.Count == 0) throw new ArgumentException("There are no reals in it.", argument);
        return new RealShape(example, walk.HasSingles, [.. walk.Names]);
    }

    /// <summary>The reals of a value of this shape.</summary>
    public double[] Reals(object? value, string argument)
    {
        ArgumentNullException.ThrowIfNull(value, argument);
        var walk = new Walk([], argument);
        walk.Visit(value, "", isOutermost: true);
        return [.. walk.Reals];
    }

    /// <summary>A new value of this shape.</summary>
    public object With(double[] reals)
    {
        int next = 0;
        return Copy(example, reals, ref next);
    }

    private static object Copy(object value, double[] reals, ref int next)
    {
        switch (value)
        {
            case double: return reals[next++];
            case float: return (float)reals[next++];
            case Array array:
                var copy = (Array)array.Clone();
                foreach (int[] index in Indices(array))
                    if (array.GetValue(index) is { } element) copy.SetValue(Copy(element, reals, ref next), index);
                return copy;
            case ValueType when !value.GetType().IsPrimitive && !value.GetType().IsEnum:
                object other = RuntimeHelpers.GetObjectValue(value);
                foreach (FieldInfo field in Fields(value))
                    if (field.GetValue(value) is { } member) field.SetValue(other, Copy(member, reals, ref next));
                return other;
            default: return value;
        }
    }

    private static FieldInfo[] Fields(object value) => value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static IEnumerable<int[]> Indices(Array array)
    {
        int[] index = new int[array.Rank];
        for (int flat = 0; flat < array.Length; flat++)
        {
            int rest = flat;
            for (int dimension = array.Rank - 1; dimension >= 0; dimension--) (rest, index[dimension]) = Math.DivRem(rest, array.GetLength(dimension));
            yield return index;
        }
    }

    [RequiresUnreferencedCode("It looks for the members of tuples and structures by reflection.")]
    private sealed class Walk(string?[] members, string argument)
    {
        public List<double> Reals { get; } = [];

        public bool HasSingles { get; private set; }

        public List<string> Names { get; } = [];

        public void Visit(object? value, string name, bool isOutermost)
        {
            switch (value)
            {
                case double real: Add(real, false, name); break;
                case float real: Add(real, true, name); break;
                case Array array:
                    foreach (int[] index in Indices(array)) Visit(array.GetValue(index), $"{name}[{string.Join(", ", index)}]", false);
                    break;
                case ValueType when !value.GetType().IsPrimitive && !value.GetType().IsEnum: VisitMembers(value, name, isOutermost); break;
                case ValueType or null or string: break;
                default: throw new ArgumentException($"A {value.GetType().Name} is not followed; make it of reals, arrays, tuples and structures.", argument);
            }
        }

        private void VisitMembers(object value, string name, bool isOutermost)
        {
            bool isTuple = value is ITuple;
            FieldInfo[] fields = Fields(value);
            for (int i = 0; i < fields.Length; i++)
            {
                string own = isOutermost && isTuple && i < members.Length ? members[i] ?? fields[i].Name : MemberName(fields[i]);
                Visit(fields[i].GetValue(value), isOutermost && isTuple ? own : $"{name}.{own}", false);
            }
        }

        /// <summary>The field of an auto-property has the property's name in angle brackets.</summary>
        private static string MemberName(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

        private void Add(double real, bool isSingle, string name)
        {
            Reals.Add(real);
            HasSingles |= isSingle;
            Names.Add(name);
        }
    }
}
