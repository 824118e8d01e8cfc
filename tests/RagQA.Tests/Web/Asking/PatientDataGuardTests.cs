using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class PatientDataGuardTests
{
    [Theory]
    [InlineData("What dose for Mrs Okafor?", "a person's name")]
    [InlineData("Mr. Singh has a rash", "a person's name")]
    [InlineData("ask j.smith@ward.example about it", "an e-mail address")]
    [InlineData("born 3.4.1951, which dose?", "a date of birth")]
    [InlineData("DOB: 03/04/1951", "a date of birth")]
    [InlineData("patient of 1951-04-03", "a date of birth")]
    [InlineData("MRN 123456", "a record or phone number")]
    [InlineData("NHS 943 476 5919", "a record or phone number")]
    [InlineData("call +44 20 7946 0958", "a record or phone number")]
    public void Notice_OfAPatient_SaysWhat(string question, string expected) => Assert.Equal(expected, PatientDataGuard.Notice(question));

    [Theory]
    [InlineData("How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6?")]
    [InlineData("Give 500 micrograms of adrenaline 1:1000 IM?")]
    [InlineData("What changed in the guideline of 2019-05-01?")]
    [InlineData("Is 1000-2000 mg a day safe?")]
    [InlineData("Platelets 20000 to 50000: transfuse?")]
    [InlineData("Which CHA2DS2-VASc score means anticoagulation?")]
    [InlineData("What did the guidelines of 2019-2024 say?")]
    [InlineData("Feeding of babies born at 28 weeks?")]
    [InlineData("Is 10000000 units of benzylpenicillin too much?")]
    [InlineData("Missed dose of warfarin, what now?")]
    public void Notice_OfAnOrdinaryQuestion_IsSilent(string question) => Assert.Null(PatientDataGuard.Notice(question));
}
