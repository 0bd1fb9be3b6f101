"""Countries and a few lands like them, with the English adjectives and peoples that mean them."""

from __future__ import annotations

from monitor_plugins.languages import table

NATIONS = table(
    """Afghanistan: Afghan Afghans
    Albania: Albanian Albanians
    Algeria: Algerian Algerians
    Angola: Angolan Angolans
    Argentina: Argentine Argentinian Argentines
    Armenia: Armenian Armenians
    Australia: Australian Australians
    Austria: Austrian Austrians
    Azerbaijan: Azerbaijani Azerbaijanis Azeri
    Bahrain: Bahraini Bahrainis
    Bangladesh: Bangladeshi Bangladeshis
    Belarus: Belarusian Belarusians
    Belgium: Belgian Belgians
    Bolivia: Bolivian Bolivians
    Bosnia: Bosnian Bosnians Bosnia_and_Herzegovina
    Brazil: Brazilian Brazilians
    Bulgaria: Bulgarian Bulgarians
    Burkina Faso: Burkinabe
    Burundi: Burundian Burundians
    Cambodia: Cambodian Cambodians
    Cameroon: Cameroonian Cameroonians
    Canada: Canadian Canadians
    Central African Republic:
    Chad: Chadian Chadians
    Chile: Chilean Chileans
    China: Chinese
    Colombia: Colombian Colombians
    Congo: Congolese DRC Democratic_Republic_of_Congo
    Costa Rica: Costa_Rican
    Croatia: Croatian Croatians Croat Croats
    Cuba: Cuban Cubans
    Cyprus: Cypriot Cypriots
    Czech Republic: Czech Czechs Czechia
    Denmark: Danish Danes
    Dominican Republic:
    Ecuador: Ecuadorian Ecuadorean Ecuadorians
    Egypt: Egyptian Egyptians
    El Salvador: Salvadoran Salvadorans
    Eritrea: Eritrean Eritreans
    Estonia: Estonian Estonians
    Ethiopia: Ethiopian Ethiopians
    European Union: EU European Europeans Europe
    Finland: Finnish Finns
    France: French
    Gaza: Gazan Gazans Gaza_Strip
    Georgia: Georgian Georgians
    Germany: German Germans
    Ghana: Ghanaian Ghanaians
    Greece: Greek Greeks
    Guatemala: Guatemalan Guatemalans
    Guinea: Guinean Guineans
    Haiti: Haitian Haitians
    Honduras: Honduran Hondurans
    Hong Kong:
    Hungary: Hungarian Hungarians
    Iceland: Icelandic Icelanders
    India: Indian Indians
    Indonesia: Indonesian Indonesians
    Iran: Iranian Iranians
    Iraq: Iraqi Iraqis
    Ireland: Irish
    Israel: Israeli Israelis
    Italy: Italian Italians
    Ivory Coast: Ivorian Ivorians
    Jamaica: Jamaican Jamaicans
    Japan: Japanese
    Jordan: Jordanian Jordanians
    Kazakhstan: Kazakh Kazakhs
    Kenya: Kenyan Kenyans
    Kosovo: Kosovar Kosovars
    Kuwait: Kuwaiti Kuwaitis
    Kyrgyzstan: Kyrgyz
    Laos: Laotian
    Latvia: Latvian Latvians
    Lebanon: Lebanese
    Liberia: Liberian Liberians
    Libya: Libyan Libyans
    Lithuania: Lithuanian Lithuanians
    Luxembourg:
    Malawi: Malawian Malawians
    Malaysia: Malaysian Malaysians
    Mali: Malian Malians
    Malta: Maltese
    Mexico: Mexican Mexicans
    Moldova: Moldovan Moldovans
    Mongolia: Mongolian Mongolians
    Montenegro: Montenegrin
    Morocco: Moroccan Moroccans
    Mozambique: Mozambican Mozambicans
    Myanmar: Burmese Burma
    Nepal: Nepalese Nepali
    Netherlands: Dutch
    New Zealand: New_Zealander New_Zealanders
    Nicaragua: Nicaraguan Nicaraguans
    Niger: Nigerien
    Nigeria: Nigerian Nigerians
    North Korea: North_Korean North_Koreans DPRK
    North Macedonia: Macedonian Macedonians
    Norway: Norwegian Norwegians
    Oman: Omani Omanis
    Pakistan: Pakistani Pakistanis
    Palestine: Palestinian Palestinians West_Bank
    Panama: Panamanian Panamanians
    Papua New Guinea:
    Paraguay: Paraguayan Paraguayans
    Peru: Peruvian Peruvians
    Philippines: Filipino Filipinos Philippine
    Poland: Polish Poles
    Portugal: Portuguese
    Qatar: Qatari Qataris
    Romania: Romanian Romanians
    Russia: Russian Russians
    Rwanda: Rwandan Rwandans
    Saudi Arabia: Saudi Saudis
    Senegal: Senegalese
    Serbia: Serbian Serbians Serb Serbs
    Sierra Leone: Sierra_Leonean
    Singapore: Singaporean Singaporeans
    Slovakia: Slovak Slovaks Slovakian
    Slovenia: Slovenian Slovenians Slovene
    Somalia: Somali Somalis
    South Africa: South_African South_Africans
    South Korea: South_Korean South_Koreans
    South Sudan: South_Sudanese
    Spain: Spanish Spaniards
    Sri Lanka: Sri_Lankan Sri_Lankans
    Sudan: Sudanese
    Sweden: Swedish Swedes
    Switzerland: Swiss
    Syria: Syrian Syrians
    Taiwan: Taiwanese
    Tajikistan: Tajik Tajiks
    Tanzania: Tanzanian Tanzanians
    Thailand: Thai Thais
    Tunisia: Tunisian Tunisians
    Turkey: Turkish Turks Türkiye
    Turkmenistan: Turkmen
    Uganda: Ugandan Ugandans
    Ukraine: Ukrainian Ukrainians
    United Arab Emirates: Emirati Emiratis UAE
    United Kingdom: UK British Britons Britain Great_Britain
    United States: US USA American Americans America
    Uruguay: Uruguayan Uruguayans
    Uzbekistan: Uzbek Uzbeks
    Venezuela: Venezuelan Venezuelans
    Vietnam: Vietnamese
    Yemen: Yemeni Yemenis
    Zambia: Zambian Zambians
    Zimbabwe: Zimbabwean Zimbabweans
    England: English
    Scotland: Scottish Scots
    Wales: Welsh"""
)
