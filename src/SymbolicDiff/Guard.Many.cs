using System.Runtime.CompilerServices;

namespace SymbolicDiff;

// The same checks for methods of many arrays: more arguments than it pays to inline for.
public static partial class Guard
{
    /// <summary>As the other <c>Buffer</c>, for up to sixteen inputs beside the parameter. For more, call again.</summary>
    public static void Buffer(
        Storage buffer,
        Storage parameter,
        Storage input1,
        Storage input2,
        Storage input3,
        Storage input4,
        Storage input5,
        Storage input6,
        Storage input7,
        Storage input8 = default,
        Storage input9 = default,
        Storage input10 = default,
        Storage input11 = default,
        Storage input12 = default,
        Storage input13 = default,
        Storage input14 = default,
        Storage input15 = default,
        Storage input16 = default,
        [CallerArgumentExpression(nameof(buffer))] string bufferName = "",
        [CallerArgumentExpression(nameof(parameter))] string parameterName = "",
        [CallerArgumentExpression(nameof(input1))] string input1Name = "",
        [CallerArgumentExpression(nameof(input2))] string input2Name = "",
        [CallerArgumentExpression(nameof(input3))] string input3Name = "",
        [CallerArgumentExpression(nameof(input4))] string input4Name = "",
        [CallerArgumentExpression(nameof(input5))] string input5Name = "",
        [CallerArgumentExpression(nameof(input6))] string input6Name = "",
        [CallerArgumentExpression(nameof(input7))] string input7Name = "",
        [CallerArgumentExpression(nameof(input8))] string input8Name = "",
        [CallerArgumentExpression(nameof(input9))] string input9Name = "",
        [CallerArgumentExpression(nameof(input10))] string input10Name = "",
        [CallerArgumentExpression(nameof(input11))] string input11Name = "",
        [CallerArgumentExpression(nameof(input12))] string input12Name = "",
        [CallerArgumentExpression(nameof(input13))] string input13Name = "",
        [CallerArgumentExpression(nameof(input14))] string input14Name = "",
        [CallerArgumentExpression(nameof(input15))] string input15Name = "",
        [CallerArgumentExpression(nameof(input16))] string input16Name = "")
    {
        Buffer(buffer, parameter, input1, input2, input3, input4, input5, input6,
            bufferName, parameterName, input1Name, input2Name, input3Name, input4Name, input5Name, input6Name);
        RequireSeparate(buffer, input7, bufferName, input7Name);
        RequireSeparate(buffer, input8, bufferName, input8Name);
        RequireSeparate(buffer, input9, bufferName, input9Name);
        RequireSeparate(buffer, input10, bufferName, input10Name);
        RequireSeparate(buffer, input11, bufferName, input11Name);
        RequireSeparate(buffer, input12, bufferName, input12Name);
        RequireSeparate(buffer, input13, bufferName, input13Name);
        RequireSeparate(buffer, input14, bufferName, input14Name);
        RequireSeparate(buffer, input15, bufferName, input15Name);
        RequireSeparate(buffer, input16, bufferName, input16Name);
    }

    /// <summary>As the other <c>Distinct</c>, for three or four arguments.</summary>
    public static void Distinct(
        Storage first,
        Storage second,
        Storage third,
        Storage fourth = default,
        [CallerArgumentExpression(nameof(first))] string firstName = "",
        [CallerArgumentExpression(nameof(second))] string secondName = "",
        [CallerArgumentExpression(nameof(third))] string thirdName = "",
        [CallerArgumentExpression(nameof(fourth))] string fourthName = "")
    {
        RequireSeparate(first, second, firstName, secondName);
        RequireSeparate(first, third, firstName, thirdName);
        RequireSeparate(first, fourth, firstName, fourthName);
        RequireSeparate(second, third, secondName, thirdName);
        RequireSeparate(second, fourth, secondName, fourthName);
        RequireSeparate(third, fourth, thirdName, fourthName);
    }

    /// <summary>As the other <c>Distinct</c>, for five to sixteen arguments.</summary>
    public static void Distinct(
        Storage storage1,
        Storage storage2,
        Storage storage3,
        Storage storage4,
        Storage storage5,
        Storage storage6 = default,
        Storage storage7 = default,
        Storage storage8 = default,
        Storage storage9 = default,
        Storage storage10 = default,
        Storage storage11 = default,
        Storage storage12 = default,
        Storage storage13 = default,
        Storage storage14 = default,
        Storage storage15 = default,
        Storage storage16 = default,
        [CallerArgumentExpression(nameof(storage1))] string storage1Name = "",
        [CallerArgumentExpression(nameof(storage2))] string storage2Name = "",
        [CallerArgumentExpression(nameof(storage3))] string storage3Name = "",
        [CallerArgumentExpression(nameof(storage4))] string storage4Name = "",
        [CallerArgumentExpression(nameof(storage5))] string storage5Name = "",
        [CallerArgumentExpression(nameof(storage6))] string storage6Name = "",
        [CallerArgumentExpression(nameof(storage7))] string storage7Name = "",
        [CallerArgumentExpression(nameof(storage8))] string storage8Name = "",
        [CallerArgumentExpression(nameof(storage9))] string storage9Name = "",
        [CallerArgumentExpression(nameof(storage10))] string storage10Name = "",
        [CallerArgumentExpression(nameof(storage11))] string storage11Name = "",
        [CallerArgumentExpression(nameof(storage12))] string storage12Name = "",
        [CallerArgumentExpression(nameof(storage13))] string storage13Name = "",
        [CallerArgumentExpression(nameof(storage14))] string storage14Name = "",
        [CallerArgumentExpression(nameof(storage15))] string storage15Name = "",
        [CallerArgumentExpression(nameof(storage16))] string storage16Name = "")
    {
        // The first argument against all later ones; then they move up, so that each is the first once.
        for (int later = 15; later > 0; later--)
        {
            RequireSeparate(storage1, storage2, storage1Name, storage2Name);
            RequireSeparate(storage1, storage3, storage1Name, storage3Name);
            RequireSeparate(storage1, storage4, storage1Name, storage4Name);
            RequireSeparate(storage1, storage5, storage1Name, storage5Name);
            RequireSeparate(storage1, storage6, storage1Name, storage6Name);
            RequireSeparate(storage1, storage7, storage1Name, storage7Name);
            RequireSeparate(storage1, storage8, storage1Name, storage8Name);
            RequireSeparate(storage1, storage9, storage1Name, storage9Name);
            RequireSeparate(storage1, storage10, storage1Name, storage10Name);
            RequireSeparate(storage1, storage11, storage1Name, storage11Name);
            RequireSeparate(storage1, storage12, storage1Name, storage12Name);
            RequireSeparate(storage1, storage13, storage1Name, storage13Name);
            RequireSeparate(storage1, storage14, storage1Name, storage14Name);
            RequireSeparate(storage1, storage15, storage1Name, storage15Name);
            RequireSeparate(storage1, storage16, storage1Name, storage16Name);

            storage1 = storage2;
            storage1Name = storage2Name;
            storage2 = storage3;
            storage2Name = storage3Name;
            storage3 = storage4;
            storage3Name = storage4Name;
            storage4 = storage5;
            storage4Name = storage5Name;
            storage5 = storage6;
            storage5Name = storage6Name;
            storage6 = storage7;
            storage6Name = storage7Name;
            storage7 = storage8;
            storage7Name = storage8Name;
            storage8 = storage9;
            storage8Name = storage9Name;
            storage9 = storage10;
            storage9Name = storage10Name;
            storage10 = storage11;
            storage10Name = storage11Name;
            storage11 = storage12;
            storage11Name = storage12Name;
            storage12 = storage13;
            storage12Name = storage13Name;
            storage13 = storage14;
            storage13Name = storage14Name;
            storage14 = storage15;
            storage14Name = storage15Name;
            storage15 = storage16;
            storage15Name = storage16Name;
            storage16 = default;
        }
    }
}
